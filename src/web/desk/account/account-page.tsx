import { useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordForm } from './password-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { Sessions } from './sessions.tsx';
import { Totp } from './totp.tsx';

/** Who I am here, how I prove it, and where I am signed in. */
export function AccountPage() {
  const session = useSession();
  return (
    <Page title={text('desk.account.title')} lead={text('account.lead')} isNarrow>
      <Card title={session.displayName}>
        <KeyValue
          rows={[
            { label: text('sign-in.userName'), value: session.userName },
            { label: text('account.roles'), value: session.roles.map((role) => text(`role.${role}`)).join(', ') },
            { label: text('account.teams'), value: session.teams.map((team) => team.name).join(', ') },
            { label: text('account.node'), value: session.node.name },
            { label: text('account.until'), value: formatInstant(session.expiresAt) },
          ]}
        />
      </Card>
      <Passkeys />
      <Totp />
      <RecoveryCodes />
      <Card title={text('account.password.title')}><PasswordForm onChanged={() => toast({ text: text('account.password.changed') })} /></Card>
      <Sessions />
    </Page>
  );
}
