import { accompanimentOf, displayNameOf, valueOfField } from '#rooms/person/rules.ts';
import { fieldNames, type FieldName } from '#rooms/person/schema.ts';
import { AccompanimentLabels } from '#rooms/person/ui/accompaniment-labels.tsx';
import { fieldText } from '#rooms/person/ui/field-text.ts';
import { usePlaceText } from '#rooms/person/ui/place-text.ts';
import { listed } from '#rooms/person/ui/reference-names.ts';
import { useSession } from '#web/device/session.ts';
import { RiskBadge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { purposes } from '../../schema.ts';
import { concernName, finderName } from '../code-names.ts';
import { momentText } from '../moment-field.tsx';
import { suggestionOf, type Intake, type IntakeStep } from './intake.ts';
import type { StepProps } from './step-props.ts';

const identityFields: readonly FieldName[] = fieldNames.filter((name) => !['company', 'people', 'siblings', 'identityDocuments'].includes(name));

interface ReviewStepProps extends Pick<StepProps, 'intake' | 'set'> {
  readonly onGo: (step: IntakeStep) => void;
}

const concernsText = ({ concerns }: Intake): string => concerns.map(({ code, severity }) => (code.startsWith('F') ? concernName(code) : `${concernName(code)} (${text(`case.severity.${severity}`).toLowerCase()})`)).join('; ');
const consentText = ({ isConsentNow, consent }: Intake): string =>
  isConsentNow ? purposes.map((purpose) => `${text(`case.purpose.${purpose}`)}: ${text(`case.consent.${consent.answers[purpose] ?? 'not_asked'}`).toLowerCase()}`).join('; ') : text('case-ui.consent.later');

/** All that was written, before it is kept: each part leads back to where it is changed. */
export function ReviewStep({ intake, set, onGo }: ReviewStepProps) {
  const placeText = usePlaceText();
  const now = useNow();
  const { teams } = useSession();
  const { profile, found } = intake;
  const change = (step: IntakeStep) => <Button size="s" variant="quiet" icon="edit" onPress={() => onGo(step)}>{text('case-ui.intake.change')}</Button>;
  const answered = identityFields.filter((name) => profile[name] !== undefined);
  const people = valueOfField(profile, 'people') ?? [];
  return (
    <Stack gap={4}>
      <Card title={text('case-ui.step.quien')} actions={change('quien')}>
        {answered.length === 0 ? <p>{text('case-ui.intake.nothing')}</p> : <KeyValue rows={answered.map((name) => ({ label: text(`person.field.${name}`), value: fieldText(name, profile[name], placeText) }))} />}
      </Card>
      <Card title={text('case-ui.step.compania')} actions={change('compania')}>
        <Stack gap={3}>
          <p>{people.length > 0 ? fieldText('people', people, placeText) : fieldText('company', profile.company, placeText) || text('case-ui.intake.nothing')}</p>
          <AccompanimentLabels {...accompanimentOf(profile)} />
        </Stack>
      </Card>
      <Card title={text('case-ui.step.donde')} actions={change('donde')}>
        <KeyValue
          rows={[
            { label: text('case.field.foundPlace'), value: found.place && placeText(found.place) },
            { label: text('case.field.foundWhen'), value: momentText(found.when) },
            { label: text('case.field.foundBy'), value: found.by && finderName(found.by) },
            ...(found.circumstances ? [{ label: text('case.field.circumstances'), value: found.circumstances }] : []),
          ]}
        />
      </Card>
      <Card title={text('case-ui.step.necesidades')} actions={change('necesidades')}>
        <KeyValue
          rows={[
            { label: text('case.urgency'), value: <RiskBadge level={intake.urgency ?? suggestionOf(intake, now).level} /> },
            { label: text('case.flags'), value: listed(intake.flags.map((flag) => text(`law.priority.${flag}`))) },
            { label: text('case-ui.concern.title'), value: concernsText(intake) },
            ...(intake.note ? [{ label: text('case-ui.intake.note'), value: intake.note }] : []),
          ]}
        />
      </Card>
      <Card title={text('case-ui.step.consentimiento')} actions={change('consentimiento')}>
        <KeyValue rows={[{ label: text('case-ui.consent.answers'), value: consentText(intake) }, ...(intake.photo ? [{ label: text('case.attachment.photo'), value: text('case-ui.intake.photo.taken') }] : [])]} />
      </Card>
      {teams.length > 1 && <Select name="teamId" label={text('case-ui.team.team')} hint={text('case-ui.team.hint')} emptyLabel={null} value={intake.teamId || teams[0]!.id} options={teams.map(({ id, name }) => ({ value: id as string, label: name }))} onChange={(teamId) => set({ teamId })} />}
      {displayNameOf(profile) === '' && <p>{text('case-ui.intake.nameless')}</p>}
    </Stack>
  );
}
