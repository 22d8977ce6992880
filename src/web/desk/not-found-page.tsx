import { ButtonLink } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';

/** An address where nothing is. */
export const NotFoundPage = () => (
  <Page title={text('desk.notFound.title')} lead={text('desk.notFound.text')} isNarrow>
    <p><ButtonLink href="/" variant="primary" icon="home">{text('desk.toHome')}</ButtonLink></p>
  </Page>
);
