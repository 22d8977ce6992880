import { isUnanswered } from '#web/kit/answerable.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { Select } from '#web/kit/select.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { text } from '#web/kit/text.tsx';
import { newRequestId } from '#web/device/call.ts';
import { documentKinds, type IdentityDocument } from '../schema.ts';
import { withField, type ProfilePartProps } from './profile-edit.ts';
import { countryOptions } from './reference-names.ts';

interface OneProps {
  readonly index: number;
  readonly value: IdentityDocument;
  readonly onChange: (value: IdentityDocument) => void;
}

function OneDocument({ index, value, onChange }: OneProps) {
  const name = `documents.${index}`;
  const change = (key: 'number' | 'country', typed: string): void => {
    const { [key]: _, ...others } = value;
    onChange(typed === '' ? others : { ...others, [key]: typed });
  };
  return (
    <Card>
      <Stack gap={4}>
        <Columns gap={4}>
          <Select name={`${name}.kind`} label={text('person.document.kind')} emptyLabel={null} value={value.kind} options={documentKinds.map((kind) => ({ value: kind, label: text(`person.document.kind.${kind}`) }))} onChange={(kind) => kind && onChange({ ...value, kind })} />
          <Select name={`${name}.country`} label={text('person.document.country')} isOptional value={value.country ?? ''} options={countryOptions()} onChange={(country) => change('country', country)} />
        </Columns>
        <TextField name={`${name}.number`} label={text('person.document.number')} isOptional isCode width="half" maxLength={60} value={value.number ?? ''} onChange={(typed) => change('number', typed)} />
        <Checkbox name={`${name}.seen`} label={text('person.document.hasSeenOriginal')} value={value.hasSeenOriginal ?? false} onChange={(hasSeenOriginal) => onChange({ ...value, hasSeenOriginal })} />
      </Stack>
    </Card>
  );
}

/** Papers that say who the child is: kept by kind, country and number. A paper once recorded is corrected, never dropped. */
export function DocumentFields({ value, onChange }: ProfilePartProps) {
  const papers = value.identityDocuments === undefined || isUnanswered(value.identityDocuments) ? [] : value.identityDocuments;
  const set = (next: IdentityDocument[]): void => onChange(withField(value, 'identityDocuments', next));
  return (
    <Stack gap={3}>
      {papers.map((paper, index) => <OneDocument key={paper.id} index={index} value={paper} onChange={(changed) => set(papers.map((each) => (each.id === paper.id ? changed : each)))} />)}
      <div><Button icon="plus" onPress={() => set([...papers, { id: newRequestId(), kind: 'birth_certificate' }])}>{text('person-ui.document.add')}</Button></div>
    </Stack>
  );
}
