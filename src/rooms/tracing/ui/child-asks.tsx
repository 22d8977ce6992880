import { relationName } from '#rooms/person/ui/reference-names.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import type { RequestView } from '../schema.ts';

/** The child who asks, what she hopes for, and her way to ask for one more. */
export const ChildAsks = ({ request: { childId, inquirer, wishes = [] } }: { readonly request: RequestView }) => (
  <Card title={text('tracing-child.asks')}>
    <Stack gap={3}>
      <KeyValue isStacked rows={[
        { label: text('tracing.name'), value: inquirer.name, note: text('tracing-child.soughtIs', { relation: relationName(inquirer.relation) }) },
        ...(wishes.length > 0 ? [{ label: text('tracing-child.wishes'), value: wishes.map((wish) => text(`tracing-child.wish.${wish}`)).join(', ') }] : []),
      ]} />
      <Row gap={2}>
        <ButtonLink href={`/casos/${childId!}`} size="s" icon="child">{text('tracing.pairs.openFile', { name: inquirer.name })}</ButtonLink>
        <ButtonLink href={`/casos/${childId!}/buscar-familia`} size="s" icon="plus">{text('tracing-child.someoneElse')}</ButtonLink>
      </Row>
    </Stack>
  </Card>
);

/** Families whose own request may be about her: each is still to be verified. */
export const FamiliesWhoAsk = ({ families }: { readonly families: RequestView['lookedForBy'] }) => {
  if (families.length === 0) return <Notice tone="info" title={text('tracing-child.families.none')}>{text('tracing-child.families.noneText')}</Notice>;
  return (
    <Card title={text('tracing-child.families')}>
      <Stack gap={4}>
        <p>{text('tracing-child.families.text')}</p>
        {families.map(({ requestId, name, relation, state }) => (
          <Row key={requestId} gap={3} isSpread>
            <span>{name} · {relationName(relation)} <Badge tone={state === 'possible' ? 'neutral' : 'brand'}>{text(`tracing.state.${state}`)}</Badge></span>
            <ButtonLink href={`/rastreo/${requestId}`} size="s" icon="eye">{text('tracing-child.families.open')}</ButtonLink>
          </Row>
        ))}
      </Stack>
    </Card>
  );
};
