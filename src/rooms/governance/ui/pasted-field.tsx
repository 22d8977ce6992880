import { FileDrop } from '#web/kit/file-drop.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';

interface PastedFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A text that the other agency sent: pasted, or read from its file. */
export const PastedField = ({ name, label, hint, error, value, onChange }: PastedFieldProps) => (
  <>
    <TextArea name={name} label={label} hint={hint} error={error} value={value} onChange={onChange} rows={4} />
    <FileDrop name={`${name}.file`} label={text('governance-ui.orFile')} accept=".json,.txt,application/json,text/plain" onPick={([file]) => void file?.content.text().then((content) => onChange(content.trim()))} />
  </>
);
