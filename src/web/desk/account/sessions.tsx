import { listSessions, revokeSession, signOut } from '#platform/access/schema.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatRelative } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { hasText, text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import styles from './account.module.css';

const browserName = (browser: string): string => text(hasText(`access.browser.${browser}`) ? `access.browser.${browser}` : 'access.browser.other');

/** Where I am signed in, and how to end what is not mine. */
export function Sessions() {
  const now = useNow();
  const { value, problem, retry } = useEndpoint(listSessions, {});
  const revoke = useAct(revokeSession);
  const leaveEverywhere = useAct(signOut);
  const sessions = value?.sessions ?? [];
  return (
    <Card title={text('account.sessions.title')}>
      <Stack gap={4}>
        <ProblemNotice problem={problem ?? revoke.problem ?? leaveEverywhere.problem} onRetry={retry} />
        {!value && !problem && <Skeleton lines={3} />}
        <ul role="list" className={styles['list']}>
          {sessions.map((session) => (
            <li key={session.id} className={styles['row']}>
              <div>
                <p className={styles['name']}>{browserName(session.browser)} {session.isCurrent && <Badge tone="brand">{text('account.sessions.this')}</Badge>}</p>
                <p className={styles['note']}>
                  {text('account.sessions.seen', { when: formatRelative(session.lastSeenAt, now) })} · {text(`access.factor.${session.firstFactor}`)}
                  {session.secondFactor && session.secondFactor !== session.firstFactor && ` + ${text(`access.factor.${session.secondFactor}`)}`}
                </p>
              </div>
              {!session.isCurrent && (
                <Button size="s" variant="quiet" icon="signOut" onPress={() => void revoke.act({ sessionId: session.id }).then((answer) => answer.ok && toast({ text: text('account.sessions.ended') }))}>
                  {text('account.sessions.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 && <p><Button isBusy={leaveEverywhere.isBusy} onPress={() => void leaveEverywhere.act({ everywhere: true })}>{text('account.sessions.endAll')}</Button></p>}
      </Stack>
    </Card>
  );
}
