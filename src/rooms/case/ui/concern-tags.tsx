import { Badge, type Tone } from '#web/kit/badge.tsx';
import { Row } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import type { Concern } from '../schema.ts';
import { concernName } from './code-names.ts';

const tones: readonly Tone[] = ['neutral', 'neutral', 'warn', 'danger'];

/** Needs and risks in one look, the gravest first; what protects last. */
export function ConcernTags({ concerns }: { readonly concerns: readonly Pick<Concern, 'code' | 'severity'>[] }) {
  const present = concerns.filter(({ severity }) => severity > 0).toSorted((one, other) => Number(one.code.startsWith('F')) - Number(other.code.startsWith('F')) || other.severity - one.severity);
  if (present.length === 0) return <p>{text('case-ui.concern.none')}</p>;
  return (
    <Row gap={2}>
      {present.map(({ code, severity }) => (
        <Badge key={code} tone={code.startsWith('F') ? 'success' : tones[severity]!}>{concernName(code)}{severity > 1 && !code.startsWith('F') && `: ${text(`case.severity.${severity}`).toLowerCase()}`}</Badge>
      ))}
    </Row>
  );
}
