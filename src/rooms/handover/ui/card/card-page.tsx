import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { askedIn, cardNumberIn, printedNumber } from './card-number.ts';
import { canScan, CodeScanner } from './code-scanner.tsx';
import { CustodianAnswer } from './custodian-answer.tsx';

/** Reads a child's card, through the camera or by its printed number, and says whom to call. */
export function CardPage() {
  const [search, setSearch] = useSearchParams();
  const written = askedIn(search.get('c') ?? '');
  const label = written && ('cardNumber' in written ? printedNumber(written.cardNumber) : written.folio);
  const [typed, setTyped] = useState(label ?? '');
  const [isScanning, setIsScanning] = useState(false);
  const [isWrong, setIsWrong] = useState(false);
  const ask = (words: string): void => {
    const found = askedIn(words);
    setIsWrong(found === null);
    if (!found) return;
    setIsScanning(false);
    setTyped('cardNumber' in found ? printedNumber(found.cardNumber) : found.folio);
    setSearch({ c: 'cardNumber' in found ? found.cardNumber : found.folio });
  };
  const error = isWrong ? text('custodian.wrong') : undefined;
  return (
    <Page title={text('handover-ui.card.title')} lead={text('handover-ui.card.lead')} isNarrow>
      {written && label && <CustodianAnswer key={label} asked={written} label={label} />}
      {isScanning && <CodeScanner onCode={(words) => cardNumberIn(words) && ask(words)} onStop={() => setIsScanning(false)} />}
      <Card title={text(written ? 'handover-ui.card.another' : 'handover-ui.card.read')}>
        <Stack gap={4}>
          {canScan() && !isScanning && <Button variant={written ? 'secondary' : 'primary'} icon="camera" isWide onPress={() => setIsScanning(true)}>{text('handover-ui.card.scan')}</Button>}
          <Form onSubmit={() => ask(typed)} submitLabel={text('handover-ui.card.find')} errors={error ? [{ name: 'cardNumber', message: error }] : []}>
            <TextField name="cardNumber" label={text('custodian.number')} hint={text('custodian.number.hint')} error={error} value={typed} onChange={setTyped} maxLength={200} isCode placeholder="XXXX-XXXX-XXXX-XXXX" />
          </Form>
        </Stack>
      </Card>
    </Page>
  );
}
