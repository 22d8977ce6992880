import { useState } from 'react';
import { Type } from 'typebox';
import { field } from '#kernel/field.ts';
import { Answerable } from '#web/kit/answerable.tsx';
import { Card } from '#web/kit/card.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import { Combobox, MultiCombobox } from '#web/kit/combobox.tsx';
import type { ComboboxOption } from '#web/kit/combobox-props.ts';
import { DateField, DateTimeField } from '#web/kit/date-field.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { CameraCapture, FileDrop } from '#web/kit/file-drop.tsx';
import { Form } from '#web/kit/form.tsx';
import { NameFields, type Names } from '#web/kit/name-fields.tsx';
import type { PartialDate } from '#web/kit/partial-date.ts';
import { PartialDateField } from '#web/kit/partial-date-field.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { SchemaForm, schemaErrors } from '#web/kit/schema-form.tsx';
import { Select } from '#web/kit/select.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { now } from './samples.ts';
import { Section } from './section.tsx';

const languages: readonly ComboboxOption[] = [
  { value: 'spa', label: 'Español' },
  { value: 'mam', label: 'Mam', hint: 'Guatemala, México' },
  { value: 'quc', label: 'K’iche’', hint: 'Guatemala' },
  { value: 'kek', label: 'Q’eqchi’', hint: 'Guatemala, Belice' },
  { value: 'nah', label: 'Náhuatl', hint: 'México, El Salvador' },
];
const needs = [
  { value: 'food', label: 'Comida y agua' },
  { value: 'health', label: 'Atención médica', hint: 'Herida, fiebre, embarazo, medicina diaria' },
  { value: 'rest', label: 'Descanso' },
  { value: 'contact', label: 'Hablar con su familia' },
] as const;
const alone = [{ value: 'none', label: 'Ninguna' }, { value: 'declined', label: 'Prefiere no decir' }] as const;

const Sample = Type.Object({
  theme: field(Type.Enum(['auto', 'light', 'dark']), 'kit.theme', 'A'),
  reason: field(Type.String({ minLength: 10, maxLength: 1000 }), 'kit.reason.label', 'D'),
  names: Type.Optional(field(Type.String({ maxLength: 80 }), 'kit.name.givenNames', 'C')),
});

/** Fields in use; `Registrar` shows the errors. */
export function Fields() {
  const [names, setNames] = useState<Names>({ givenNames: 'Marisol', firstSurname: 'Xicay' });
  const [birth, setBirth] = useState<PartialDate | undefined>({ precision: 'day', day: '2014-03-09' });
  const [language, setLanguage] = useState<ComboboxOption | null>(languages[1]!);
  const [others, setOthers] = useState<readonly ComboboxOption[]>([languages[0]!]);
  const [answers, setAnswers] = useState<string[]>(['health']);
  const [sex, setSex] = useState('F');
  const [phone, setPhone] = useState<string | { answer: 'unknown' | 'declined' | 'later' } | undefined>({ answer: 'later' });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [faults, setFaults] = useState<readonly FormError[]>([]);
  const [profile, setProfile] = useState<Readonly<Record<string, unknown>>>({ theme: 'light' });
  return (
    <Section title="Formularios">
      <Card title="Ingreso rápido">
        <Form
          submitLabel="Registrar ingreso"
          errors={errors}
          savedAt={now}
          onSubmit={() => setErrors([{ name: 'place', message: 'Escriba dónde fue encontrada' }, { name: 'reason', message: 'Elija el motivo' }])}
        >
          <NameFields value={names} onChange={setNames} name="names" />
          <PartialDateField name="birth" label="¿Cuándo nació?" hint="Anote lo que se sepa. Si no sabe la fecha, la edad aproximada basta." value={birth} onChange={setBirth} />
          <PartialDateField name="arrival" label="¿Cuándo salió de su casa?" value={{ precision: 'estimated', age: 1, recordedOn: '2026-01-01' }} onChange={() => undefined} precisions={['month', 'year', 'estimated', 'unknown']} isOptional />
          <RadioCards name="sex" label="Sexo" columns={3} value={sex} onChange={setSex} options={[{ value: 'F', label: 'Niña' }, { value: 'M', label: 'Niño' }, { value: 'X', label: 'Otro' }]} />
          <RadioCards name="company" label="¿Con quién viaja?" value="with_others" onChange={() => undefined} options={[{ value: 'alone', label: 'Nadie la acompaña', icon: 'child' }, { value: 'with_others', label: 'Viaja con alguien', hint: 'Familia, conocidos u otras personas del camino', icon: 'people' }]} />
          <TextField name="place" label="Lugar donde fue encontrada" error={errors.find((error) => error.name === 'place')?.message} value="" onChange={() => undefined} />
          <Select name="reason" label="Motivo del ingreso" error={errors.find((error) => error.name === 'reason')?.message} options={[{ value: 'found', label: 'Localizada en tránsito' }, { value: 'referred', label: 'Canalizada por otra agencia' }]} value="" onChange={() => undefined} />
          <Combobox name="language" label="Idioma en que se siente mejor" options={languages} value={language} onChange={setLanguage} />
          <MultiCombobox name="otherLanguages" label="Otros idiomas" isOptional options={languages} value={others} onChange={setOthers} />
          <CheckboxGroup name="needs" label="¿Qué necesita ahora?" columns={2} options={needs} exclusive={alone} value={answers as ('food' | 'none')[]} onChange={setAnswers} />
          <Answerable name="phone" value={phone} onChange={setPhone}>
            {(value) => <TextField name="phone" label="Teléfono de su familia" type="tel" inputMode="tel" width="half" isOptional value={value ?? ''} onChange={setPhone} />}
          </Answerable>
          <DateField name="seen" label="Día del encuentro" value="2026-03-12" onChange={() => undefined} />
          <DateTimeField name="handed" label="Fecha y hora de la entrega" value={now} onChange={() => undefined} />
          <TextArea name="told" label="Lo que contó" hint="Con sus palabras. No pregunte por lo que no quiera contar." value="Salió con su hermano hace dos semanas." onChange={() => undefined} maxLength={40} />
          <CameraCapture name="photo" label="Foto" hint="Solo si ella acepta." isOptional onPick={() => undefined} />
          <FileDrop name="papers" label="Documentos" isMultiple isOptional error="El archivo está dañado" onPick={() => undefined} />
          <Checkbox name="explained" label="Le expliqué para qué sirven estos datos" hint="En su idioma, y comprobé que entendió" value onChange={() => undefined} />
        </Form>
      </Card>
      <Card title="Formulario hecho de su esquema">
        <Form submitLabel="Guardar" errors={faults} onSubmit={() => setFaults(schemaErrors(Sample, profile))}><SchemaForm schema={Sample} value={profile} onChange={setProfile} errors={faults} /></Form>
      </Card>
    </Section>
  );
}
