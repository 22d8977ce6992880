import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { errorOf, type StepProps } from './step-props.ts';

/** Who goes along: siblings move in the same handover, all or none. */
export function StepSiblings({ draft, change, siblings, errors }: StepProps) {
  if (siblings.some(({ isLoading }) => isLoading)) return <Skeleton lines={4} />;
  const here = siblings.filter(({ file }) => file?.standing === 'open' && file.status === 'open');
  const staying = here.filter(({ childId }) => !draft.along.includes(childId));
  return (
    <>
      {here.length > 0 && (
        <CheckboxGroup name="along" label={text('handover-ui.offer.along')} hint={text('handover-ui.offer.along.hint')} value={draft.along} onChange={(along) => change({ along })} options={here.map(({ childId, name }) => ({ value: childId as string, label: name, icon: 'child' as const }))} />
      )}
      {here.length < siblings.length && <Notice tone="info">{text('handover-ui.offer.siblingsElsewhere', { count: siblings.length - here.length })}</Notice>}
      {staying.length > 0 && <TextField name="splitDecision" label={text('handover-escalation.splitDecision')} hint={text('handover-escalation.splitDecision.hint')} error={errorOf(errors, 'splitDecision')} isCode maxLength={80} value={draft.splitDecision} onChange={(splitDecision) => change({ splitDecision })} />}
      {staying.length > 0 && <Notice tone="warn" isNew title={text('handover-ui.offer.separating')}>{text('handover-ui.offer.separatingText')}</Notice>}
    </>
  );
}
