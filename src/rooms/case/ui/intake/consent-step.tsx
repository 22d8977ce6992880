import { useMemo } from 'react';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { valueOfField } from '#rooms/person/rules.ts';
import { Button } from '#web/kit/button.tsx';
import { CameraCapture, type PickedFile } from '#web/kit/file-drop.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { attachmentByteLimit } from '../../schema.ts';
import { base64Of, blobOf } from '../base64.ts';
import { ConsentFields } from '../consent-fields.tsx';
import { useObjectUrl } from '../use-object-url.ts';
import { agesOf } from './intake.ts';
import type { StepProps } from './step-props.ts';
import styles from './consent-step.module.css';

function Photo({ intake, set }: Pick<StepProps, 'intake' | 'set'>) {
  const { photo } = intake;
  const url = useObjectUrl(useMemo(() => photo && blobOf(photo.base64, photo.type), [photo]));
  const take = async ([file]: PickedFile[]): Promise<void> => {
    if (file) set({ photo: { type: file.type, base64: await base64Of(file.content) } });
  };
  if (!photo) return <CameraCapture name="photo" label={text('case-ui.intake.photo')} hint={text('case-ui.intake.photo.hint')} isOptional mostBytes={attachmentByteLimit} onPick={(files) => void take(files)} />;
  return (
    <div className={styles['photo']}>
      {url && <img src={url} alt={text('kit.identity.photo')} />}
      <Button size="s" icon="trash" onPress={() => set({ photo: null })}>{text('case-ui.intake.photo.remove')}</Button>
    </div>
  );
}

/** Consent now, or later: hungry and tired children agree to anything, so later is a good answer. */
export function ConsentStep({ intake, set, errors }: StepProps) {
  const now = useNow();
  return (
    <Stack gap={5}>
      <ChoiceChips
        name="consent.when" label={text('case-ui.consent.when')} hint={text('case-ui.consent.when.hint')}
        options={[{ value: 'now', label: text('case-ui.consent.now') }, { value: 'later', label: text('case-ui.consent.later') }]}
        value={intake.isConsentNow === null ? undefined : intake.isConsentNow ? 'now' : 'later'} onChange={(when) => set({ isConsentNow: when === undefined ? null : when === 'now' })}
      />
      {intake.isConsentNow && <ConsentFields value={intake.consent} onChange={(consent) => set({ consent })} ages={agesOf(intake, now)} languages={valueOfField(intake.profile, 'languages') ?? []} errors={errors} />}
      {intake.isConsentNow && intake.consent.answers.photo === 'granted' && <Photo intake={intake} set={set} />}
    </Stack>
  );
}
