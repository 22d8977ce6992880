import { ChoiceChips, SetChips } from '#rooms/person/ui/chips.tsx';
import { riskLevels, type PriorityReason } from '#rooms/law/schema.ts';
import { Card } from '#web/kit/card.tsx';
import { RiskBadge } from '#web/kit/badge.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { ConcernPicker } from '../concern-picker.tsx';
import { suggestionOf } from './intake.ts';
import type { StepProps } from './step-props.ts';

/** What a worker sees that no code says; the others are computed. */
const seenFlags = ['suicidal', 'pregnant_or_parenting', 'disability_or_chronic_illness', 'detained', 'shelter_full'] as const satisfies readonly PriorityReason[];

/** What she needs now, what endangers her, and how urgent that makes her file. */
export function ConcernsStep({ intake, set }: StepProps) {
  const suggestion = suggestionOf(intake, useNow());
  return (
    <Stack gap={5}>
      <SetChips name="flags" label={text('case.flags')} tone="danger" options={seenFlags.map((flag) => ({ value: flag as PriorityReason, label: text(`law.priority.${flag}`) }))} value={intake.flags} onChange={(flags) => set({ flags: Array.isArray(flags) ? flags : [] })} />
      <ConcernPicker value={intake.concerns} onChange={(concerns) => set({ concerns })} source={intake.concernSource} onSource={(concernSource) => set({ concernSource })} />
      <Card title={text('case.urgency')}>
        <Stack gap={3}>
          <div role="status">
            <Row gap={2}>
              <span>{text('case-ui.urgency.suggested')}</span>
              <RiskBadge level={suggestion.level} />
            </Row>
            {suggestion.reasons.length > 0 && <p>{suggestion.reasons.map((reason) => text(`law.priority.${reason}`)).join(' · ')}</p>}
          </div>
          <ChoiceChips name="urgency" label={text('case-ui.urgency.own')} isOptional options={riskLevels.map((level) => ({ value: level, label: text(`law.risk-level.${level}`) }))} value={intake.urgency ?? undefined} onChange={(level) => set({ urgency: typeof level === 'string' ? level : null })} />
        </Stack>
      </Card>
      <TextArea name="note" label={text('case-ui.intake.note')} hint={text('case-ui.intake.note.hint')} isOptional rows={3} maxLength={4000} value={intake.note} onChange={(note) => set({ note })} />
    </Stack>
  );
}
