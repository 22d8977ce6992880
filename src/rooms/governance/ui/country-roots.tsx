import { Card } from '#web/kit/card.tsx';
import { formatDay, formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import type { CountryView } from '../schema/membership.ts';
import { countryName } from './country-name.ts';

/** Who governs membership for each country, and how far its list has come. */
export const CountryRoots = ({ countries }: { readonly countries: readonly CountryView[] }) => (
  <Columns>
    {countries.map((one) => (
      <Card key={one.country} title={countryName(one.country)}>
        <Stack gap={3}>
          {one.isStale && <Notice tone="warn">{text(one.lastFrom ? 'trust.root.stale' : 'trust.root.empty', { at: one.lastFrom ? formatDay(one.lastFrom.slice(0, 10)) : '' })}</Notice>}
          <KeyValue
            isStacked
            rows={[
              { label: text('trust.root.governs'), value: one.keyNames.join(' · '), note: text('trust.root.threshold', { count: one.threshold, keys: one.keyNames.length }) },
              { label: text('trust.root.lines'), value: String(one.entries), ...(one.lastFrom ? { note: text('trust.root.last', { at: formatInstant(one.lastFrom) }) } : {}) },
              { label: text('governance.fingerprint'), value: <span translate="no">{one.fingerprint}</span>, note: text('trust.root.version', { version: one.version }) },
            ]}
          />
        </Stack>
      </Card>
    ))}
  </Columns>
);
