import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { overrideReasons } from '../schema.ts';
import type { ConsentDraft, gapsOf } from './consent-draft.ts';

interface ConsentOverrideProps {
  readonly value: ConsentDraft;
  readonly onChange: (value: ConsentDraft) => void;
  readonly gaps: ReturnType<typeof gapsOf>;
  readonly errors: readonly FormError[];
}

/** What is missing for a consent to count, and the reason for which it is gone without. Nothing where nothing is missing. */
export function ConsentOverride({ value, onChange, gaps, errors }: ConsentOverrideProps) {
  const { override } = value;
  if (gaps.length === 0 && !override) return null;
  const errorOf = (name: string): string | undefined => errors.find((error) => error.name === name)?.message;
  return (
    <Notice tone="warn" title={gaps[0] ? text(`case.consentGap.${gaps[0]}`) : text('case.override')} isNew>
      <Stack gap={4}>
        <p>{text('case-ui.consent.overrideHelp')}</p>
        <ChoiceChips
          name="consent.override.reason" label={text('case.override')} options={overrideReasons.map((reason) => ({ value: reason, label: text(`case.override.${reason}`) }))} error={errorOf('consent.override.reason')}
          value={override?.reason} onChange={(reason) => onChange({ ...value, override: typeof reason === 'string' ? { note: '', wasToldToChild: false, ...override, reason } : undefined })}
        />
        {override && (
          <>
            <TextArea name="consent.override.note" label={text('case-ui.consent.overrideNote')} error={errorOf('consent.override.note')} rows={2} maxLength={500} value={override.note} onChange={(note) => onChange({ ...value, override: { ...override, note } })} />
            <Checkbox name="consent.override.told" label={text('case-ui.consent.told')} value={override.wasToldToChild} onChange={(wasToldToChild) => onChange({ ...value, override: { ...override, wasToldToChild } })} />
          </>
        )}
      </Stack>
    </Notice>
  );
}
