import { useState } from 'react';
import { useLocation } from 'wouter';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { adoptCountryRoot, inspectCountryRoot, type CountryRootDocument } from '../schema/membership.ts';
import { countryName } from './country-name.ts';
import { PastedField } from './pasted-field.tsx';

const means = ['in_person', 'phone', 'video_call'] as const;
const noErrors: readonly FormError[] = [];

function documentIn(words: string): CountryRootDocument | null {
  try {
    const read = JSON.parse(words) as Partial<CountryRootDocument>;
    return typeof read.root === 'object' && Array.isArray(read.signatures) ? (read as CountryRootDocument) : null;
  } catch {
    return null;
  }
}

/** After the document was read: who governs, and the six words that they read out. */
function Confirmation({ document, seen, onBack }: { readonly document: CountryRootDocument; readonly seen: OutputOf<typeof inspectCountryRoot>; readonly onBack: () => void }) {
  const [fingerprint, setFingerprint] = useState('');
  const [how, setHow] = useState<NonNullable<InputOf<typeof adoptCountryRoot>['means']> | ''>('');
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const adopt = useAct(adoptCountryRoot);
  const { root, isKnown, followsKnown } = seen;
  const send = async (): Promise<void> => {
    const missing = followsKnown ? [] : [...(how === '' ? ['means'] : []), ...(fingerprint.trim() === '' ? ['fingerprint'] : [])];
    setErrors(missing.map((name) => ({ name: `root.${name}`, message: text(`governance-ui.fault.${name}`) })));
    if (missing.length > 0) return;
    const answer = await adopt.act({ document, ...(followsKnown || how === '' ? {} : { fingerprint: fingerprint.trim(), means: how }) });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem, 'governance-ui.fault'));
    toast({ text: text('trust.root.adopted', { country: countryName(root.country) }) });
    navigate('/federacion?vista=directorio', { replace: true });
  };
  const errorOf = (name: string) => errors.find((error) => error.name === `root.${name}`)?.message;
  return (
    <Form onSubmit={() => void send()} submitLabel={text('trust.root.adoptAct')} errors={errors} isBusy={adopt.isBusy} secondary={<Button variant="quiet" icon="back" onPress={onBack}>{text('trust.root.other')}</Button>}>
      <Card title={countryName(root.country)}>
        <KeyValue
          rows={[
            { label: text('trust.root.governs'), value: <ul>{root.keys.map(({ kid, name }) => <li key={kid}>{name}</li>)}</ul>, note: text('trust.root.threshold', { count: root.threshold, keys: root.keys.length }) },
            { label: text('trust.root.versionLabel'), value: String(root.version), note: formatInstant(root.from) },
          ]}
        />
      </Card>
      {isKnown && <Notice tone="warn">{text('trust.root.known')}</Notice>}
      {followsKnown ? <Notice tone="success">{text('trust.root.follows')}</Notice> : (
        <>
          <TextField name="root.fingerprint" label={text('governance.fingerprint')} hint={text('trust.root.wordsHint')} error={errorOf('fingerprint')} value={fingerprint} onChange={setFingerprint} maxLength={200} isCode />
          <RadioCards name="root.means" label={text('governance-ui.means')} error={errorOf('means')} columns={3} value={how} onChange={setHow} options={means.map((value) => ({ value, label: text(`governance.means.${value}`) }))} />
        </>
      )}
    </Form>
  );
}

/** Adopts the root of a country: from then on its list counts here. */
export function AdoptRootPage() {
  const [words, setWords] = useState('');
  const [error, setError] = useState('');
  const [seen, setSeen] = useState<OutputOf<typeof inspectCountryRoot>>();
  const inspect = useAct(inspectCountryRoot);
  const document = documentIn(words);
  const read = async (): Promise<void> => {
    setError(document ? '' : text('trust.root.unreadable'));
    const answer = document && (await inspect.act({ document }));
    if (answer?.ok) setSeen(answer.value);
    else if (answer) setError(formErrorsOf(answer.problem)[0]?.message ?? text('trust.root.unreadable'));
  };
  return (
    <Page title={text('trust.root.adopt')} lead={text('trust.root.adoptLead')} back={{ href: '/federacion?vista=directorio', label: text('trust.directory.title') }} isNarrow>
      {seen && document ? <Confirmation document={document} seen={seen} onBack={() => setSeen(undefined)} /> : (
        <Form onSubmit={() => void read()} submitLabel={text('trust.root.read')} isBusy={inspect.isBusy} errors={error ? [{ name: 'root.document', message: error }] : noErrors}>
          <PastedField name="root.document" label={text('trust.root.document')} hint={text('trust.root.documentHint')} error={error || undefined} value={words} onChange={setWords} />
        </Form>
      )}
    </Page>
  );
}
