import { useLanguage } from '#web/kit/language.ts';
import { LanguageSwitch } from '#web/kit/language-switch.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Page } from '#web/kit/page.tsx';
import { ThemeSwitch } from '#web/kit/theme-switch.tsx';
import { Toasts } from '#web/kit/toast.tsx';
import { TrainingBanner } from '#web/kit/training-banner.tsx';
import { OfflineBanner } from '#web/kit/offline-banner.tsx';
import { CaseParts } from './case-parts.tsx';
import { Controls } from './controls.tsx';
import { Drafts } from './drafts.tsx';
import { Fields } from './fields.tsx';
import { Lists } from './lists.tsx';
import { Overlays } from './overlays.tsx';
import { now } from './samples.ts';

/** Every part in all its states: for looking at, and for axe. Never shipped. */
export function Gallery() {
  useLanguage();
  return (
    <main>
      <TrainingBanner />
      <OfflineBanner lastSeen={now} onRetry={() => undefined} />
      <Page title="Las piezas de Amparo" lead="Cada pieza en todos sus estados, con datos inventados." actions={<Row><LanguageSwitch /><ThemeSwitch /></Row>}>
        <Stack gap={7}>
          <CaseParts />
          <Lists />
          <Controls />
          <Fields />
          <Drafts />
          <Overlays />
        </Stack>
      </Page>
      <Toasts />
    </main>
  );
}
