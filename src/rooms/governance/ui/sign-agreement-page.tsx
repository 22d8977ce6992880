import { useState } from 'react';
import { useLocation } from 'wouter';
import type { AgreementDocument } from '../schema.ts';
import { completeAgreement, signAgreement } from '../schema.ts';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { AgreementTerms } from './agreement-terms.tsx';
import { PastedField } from './pasted-field.tsx';

/** A document as it was pasted; the node checks it to the last letter. */
function documentIn(words: string): AgreementDocument | null {
  try {
    const read = JSON.parse(words) as Partial<AgreementDocument>;
    return typeof read.terms === 'object' && typeof read.signatures === 'object' ? (read as AgreementDocument) : null;
  } catch {
    return null;
  }
}

const noErrors: readonly FormError[] = [];

/** Takes in an agreement that the other agency has signed: shows it, then signs it, or completes what was signed here before. */
export function SignAgreementPage() {
  const { node } = useSession();
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const sign = useAct(signAgreement);
  const complete = useAct(completeAgreement);
  const document = documentIn(words);
  const isOurs = document?.signatures[node.id] !== undefined;
  const send = async (): Promise<void> => {
    if (!document) return setErrors([{ name: 'document', message: text('governance-ui.fault.document') }]);
    const answer = isOurs ? await complete.act({ document }) : await sign.act({ document });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text(isOurs ? 'governance-ui.completed' : 'governance-ui.signed') });
    navigate(`/federacion/convenios/${document.terms.agreementId}`, { replace: true });
  };
  return (
    <Page title={text('governance-ui.signReceived')} lead={text('governance-ui.signReceivedLead')} back={{ href: '/federacion?vista=convenios', label: text('governance.agreements') }} isNarrow>
      <Form onSubmit={() => void send()} submitLabel={text(isOurs ? 'governance-ui.complete' : 'governance-ui.sign')} errors={errors} isBusy={sign.isBusy || complete.isBusy}>
        <PastedField name="document" label={text('governance-ui.document')} hint={text('governance-ui.document.hint')} error={errors.find(({ name }) => name === 'document')?.message} value={words} onChange={setWords} />
        {document && <Card title={text('governance-ui.terms', { version: document.terms.version })}><AgreementTerms terms={document.terms} /></Card>}
      </Form>
    </Page>
  );
}
