import type { ReactNode } from 'react';
import { listWithheld } from '#rooms/governance/schema.ts';
import { AccompanimentLabels } from '#rooms/person/ui/accompaniment-labels.tsx';
import { fieldText } from '#rooms/person/ui/field-text.ts';
import { usePlaceText } from '#rooms/person/ui/place-text.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { Timeline } from '#web/kit/timeline.tsx';
import { finderName } from '../code-names.ts';
import { ConcernTags } from '../concern-tags.tsx';
import { momentText } from '../moment-field.tsx';
import type { FilePartProps } from './file-part.ts';
import type { Section } from './sections.ts';
import { timelineItem } from './timeline-panel.tsx';
import { useTimeline } from './use-timeline.ts';

const latest = 5;

/** The file at a glance: what was found, how the laws call it, what weighs, and what happened last. */
export function Overview({ file }: FilePartProps) {
  const { childId, labels, received, concerns, profile } = file;
  const placeText = usePlaceText();
  const { entries } = useTimeline(childId);
  const withheld = useEndpoint(listWithheld, { childId }).value?.facts ?? [];
  const more = (section: Section): ReactNode => <ButtonLink href={`/casos/${childId}?ver=${section}`} size="s" variant="quiet">{text('case-ui.overview.all')}</ButtonLink>;
  return (
    <>
      {withheld.length > 0 && <Notice tone="info">{text('case-ui.overview.withheld', { count: withheld.length })}</Notice>}
      <Card title={text('case-ui.file.part.familia')} actions={more('familia')}>
        <Stack gap={3}>
          <AccompanimentLabels mexican={{ label: labels.mexican, reason: labels.mexicanReason }} international={{ label: labels.international, reason: labels.internationalReason }} />
          {profile.values.people !== undefined && <p>{fieldText('people', profile.values.people, placeText)}</p>}
        </Stack>
      </Card>
      <Card title={text('case-ui.file.part.riesgos')} actions={more('riesgos')}>
        <ConcernTags concerns={concerns} />
      </Card>
      <Card title={text('case-ui.overview.found')}>
        <KeyValue
          rows={[
            { label: text('case.field.foundPlace'), value: received.place && placeText(received.place) },
            { label: text('case.field.foundWhen'), value: momentText(received.when) },
            { label: text('case.field.foundBy'), value: received.by && finderName(received.by) },
            ...(received.circumstances ? [{ label: text('case.field.circumstances'), value: received.circumstances }] : []),
          ]}
        />
      </Card>
      <Card title={text('case-ui.overview.latest')} actions={more('historia')}>
        {entries ? <Timeline items={entries.slice(0, latest).map((entry) => timelineItem(entry, file))} isFilterable={false} /> : <Skeleton lines={5} />}
      </Card>
    </>
  );
}
