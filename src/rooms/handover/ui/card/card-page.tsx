import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { findCustodian } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Form } from '#web/kit/form.tsx';
import { Icon } from '#web/kit/icon.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import styles from './card-page.module.css';
import { cardNumberIn, printedNumber } from './card-number.ts';
import { canScan, CodeScanner } from './code-scanner.tsx';

/** Who is responsible for the child of a card: agency and telephone, nothing about the child. */
function Answer({ number }: { readonly number: string }) {
  const { value, problem, retry } = useEndpoint(findCustodian, { cardNumber: number });
  if (problem?.code === 'not-found') return <Notice tone="warn" title={text('handover-ui.card.unknown')} isNew>{text('handover-ui.card.unknownText')}</Notice>;
  if (problem?.code === 'peer-unreachable' && typeof problem.details['dutyPhone'] === 'string') {
    return <Notice tone="warn" isNew>{text('federation.custodian.callThere', { name: String(problem.details['name'] ?? ''), phone: phoneText(problem.details['dutyPhone']) })}</Notice>;
  }
  if (problem) return <ProblemNotice problem={problem} onRetry={retry} />;
  if (!value) return <Skeleton lines={4} />;
  return (
    <Card tone="brand">
      <div className={styles['answer']} role="status">
        <span className={styles['disc']} aria-hidden="true"><Icon name="shield" size={1.7} /></span>
        <div>
          <p className={styles['role']}>{text('federation.custodian')}</p>
          <p className={styles['name']}>{value.name}</p>
          <p className={styles['number']}>{printedNumber(number)}</p>
        </div>
        <a className={styles['call']} href={`tel:${value.dutyPhone.replaceAll(/[^+\d]/g, '')}`}><Icon name="phone" />{text('handover-ui.card.call', { phone: phoneText(value.dutyPhone) })}</a>
      </div>
    </Card>
  );
}

/** Reads a child's card, through the camera or by its printed number, and says whom to call. */
export function CardPage() {
  const [search, setSearch] = useSearchParams();
  const number = cardNumberIn(search.get('c') ?? '');
  const [typed, setTyped] = useState(number ? printedNumber(number) : '');
  const [isScanning, setIsScanning] = useState(false);
  const [isWrong, setIsWrong] = useState(false);
  const ask = (words: string): void => {
    const found = cardNumberIn(words);
    setIsWrong(found === null);
    if (!found) return;
    setIsScanning(false);
    setTyped(printedNumber(found));
    setSearch({ c: found });
  };
  const error = isWrong ? text('handover-ui.card.wrong') : undefined;
  return (
    <Page title={text('handover-ui.card.title')} lead={text('handover-ui.card.lead')} isNarrow>
      {number && <Answer key={number} number={number} />}
      {isScanning && <CodeScanner onCode={(words) => cardNumberIn(words) && ask(words)} onStop={() => setIsScanning(false)} />}
      <Card title={text(number ? 'handover-ui.card.another' : 'handover-ui.card.read')}>
        <Stack gap={4}>
          {canScan() && !isScanning && <Button variant={number ? 'secondary' : 'primary'} icon="camera" isWide onPress={() => setIsScanning(true)}>{text('handover-ui.card.scan')}</Button>}
          <Form onSubmit={() => ask(typed)} submitLabel={text('handover-ui.card.find')} errors={error ? [{ name: 'cardNumber', message: error }] : []}>
            <TextField name="cardNumber" label={text('handover-ui.card.number')} hint={text('handover-ui.card.number.hint')} error={error} value={typed} onChange={setTyped} maxLength={200} isCode placeholder="XXXX-XXXX-XXXX-XXXX" />
          </Form>
        </Stack>
      </Card>
    </Page>
  );
}
