import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { answerMove, assignWorker } from '../../schema.ts';
import { useColleagues } from '../colleagues.ts';
import type { FilePartProps } from './file-part.ts';
import { LooksCard } from './looks-card.tsx';
import { AssignDialog, MoveDialog } from './team-dialogs.tsx';

/** Which team and which worker answer for the file here, and who has looked at it. */
export function TeamPanel({ file, may }: FilePartProps) {
  const { childId, team } = file;
  const { workerId: me } = useSession();
  const { teamName, workerName } = useColleagues();
  const [dialog, setDialog] = useState<'assign' | 'move'>();
  const assign = useAct(assignWorker);
  const answer = useAct(answerMove);
  const close = (): void => setDialog(undefined);
  const isMine = team.workerId === me;
  return (
    <>
      <Card title={text('case-ui.team.title')}>
        <Stack gap={4}>
          <ProblemNotice problem={assign.problem ?? answer.problem} />
          {team.proposedTeamId !== null && (
            <Notice
              tone="warn" title={text('case-ui.team.proposed', { team: teamName(team.proposedTeamId) })}
              actions={may.supervise && (
                <>
                  <Button variant="primary" size="s" isBusy={answer.isBusy} onPress={() => void answer.act({ childId, isAccepted: true })}>{text('case-ui.team.accept')}</Button>
                  <Button size="s" isBusy={answer.isBusy} onPress={() => void answer.act({ childId, isAccepted: false })}>{text('case-ui.team.decline')}</Button>
                </>
              )}
            >
              {team.proposalReason}
            </Notice>
          )}
          <KeyValue
            rows={[
              { label: text('case-ui.team.team'), value: teamName(team.teamId), note: may.decide && <Button size="s" variant="quiet" onPress={() => setDialog('move')}>{text(may.supervise ? 'case.verb.move-team' : 'case-ui.team.propose')}</Button> },
              { label: text('case-ui.team.worker'), value: team.workerId === null ? text('case-ui.list.workerId.none') : workerName(team.workerId), note: may.supervise && <Button size="s" variant="quiet" onPress={() => setDialog('assign')}>{text('case.verb.assign-worker')}</Button> },
            ]}
          />
          {may.decide && !may.supervise && (
            <Row gap={2}>
              {team.workerId === null && <Button variant="primary" isBusy={assign.isBusy} onPress={() => void assign.act({ childId, workerId: me })}>{text('case-ui.team.take')}</Button>}
              {isMine && <Button isBusy={assign.isBusy} onPress={() => void assign.act({ childId, workerId: null })}>{text('case-ui.team.giveBack')}</Button>}
            </Row>
          )}
        </Stack>
      </Card>
      <LooksCard childId={childId} />
      {dialog === 'assign' && <AssignDialog file={file} onClose={close} />}
      {dialog === 'move' && <MoveDialog file={file} may={may} onClose={close} />}
    </>
  );
}
