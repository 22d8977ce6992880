import type { Session } from '#platform/access/schema.ts';
import { Card } from '#web/kit/card.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { PasswordForm } from './password-form.tsx';

/** After a temporary password: nothing else can be done before it is changed. */
export const MustChangePassword = ({ onChanged }: { readonly onChanged: (session: Session) => void }) => (
  <main>
    <Page title={text('account.password.mustChange')} lead={text('account.password.mustChange.text')} isNarrow>
      <Card><PasswordForm onChanged={onChanged} /></Card>
    </Page>
  </main>
);
