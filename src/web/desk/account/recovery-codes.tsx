import { useState } from 'react';
import { renewRecoveryCodes } from '#platform/access/schema.ts';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { CodeSheet } from './code-sheet.tsx';

/** Codes for the day when the phone is lost. */
export function RecoveryCodes() {
  const { hasTotp, passkeyCount, recoveryCodesLeft } = useSession().secondFactors;
  const renew = useAct(renewRecoveryCodes);
  const [codes, setCodes] = useState<readonly string[]>([]);
  if (!hasTotp && passkeyCount === 0) return null;
  return (
    <Card title={text('account.recovery.title')}>
      <Stack gap={3}>
        <p>{text('account.recovery.left', { count: recoveryCodesLeft })}</p>
        <ProblemNotice problem={renew.problem} />
        <p><Button icon="refresh" isBusy={renew.isBusy} onPress={() => void renew.act({}).then((answer) => answer.ok && setCodes(answer.value.recoveryCodes))}>{text('account.recovery.renew')}</Button></p>
      </Stack>
      <CodeSheet codes={codes} onClose={() => setCodes([])} />
    </Card>
  );
}
