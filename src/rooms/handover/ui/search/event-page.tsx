import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { countries } from '#reference/countries/index.ts';
import { useAct } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import { DateTimeField } from '#web/kit/date-field.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { contactStates, eventSources, reportEvent, type ContactState } from '../../schema.ts';
import { isRemoval } from '../../rules/events.ts';
import { countryText } from '../code-names.ts';

const noErrors: readonly FormError[] = [];
const given = (key: 'authority' | 'place' | 'note', value: string): { readonly authority?: string; readonly place?: string; readonly note?: string } => (value.trim() === '' ? {} : { [key]: value.trim() });

/** Puts on record that contact was lost or that an authority took the child away; says first what follows. */
export function EventPage() {
  const { childId } = useParams<{ childId: ChildId }>();
  const now = useNow();
  const [contact, setContact] = useState<ContactState | ''>('');
  const [source, setSource] = useState<(typeof eventSources)[number] | ''>('');
  const [at, setAt] = useState<Instant | ''>('');
  const [country, setCountry] = useState('');
  const [expectedAt, setExpectedAt] = useState<Instant | ''>('');
  const [authority, setAuthority] = useState('');
  const [place, setPlace] = useState('');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const report = useAct(reportEvent);
  const isMoved = contact !== '' && isRemoval(contact);
  const back = `/casos/${childId}`;
  const send = async (): Promise<void> => {
    const missing = [...(contact === '' ? ['contact'] : []), ...(source === '' ? ['source'] : [])];
    setErrors(missing.map((name) => ({ name, message: text(`handover-search.event.fault.${name}`) })));
    if (contact === '' || source === '') return;
    const answer = await report.act({
      childId, contact, source, at: at === '' ? now : at, ...given('authority', authority), ...given('place', place), ...given('note', note),
      ...(isMoved && country !== '' ? { country } : {}), ...(isMoved && expectedAt !== '' ? { expectedAt } : {}),
    });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    const { handoverId, searchId, notified } = answer.value;
    toast({ text: text(searchId ? 'handover-search.event.searching' : notified.length > 0 ? 'handover-search.event.notified' : 'handover-search.event.done', { count: notified.length }) });
    navigate(handoverId ? `/traspasos/${handoverId}` : searchId ? '/busquedas' : back, { replace: true });
  };
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message;
  return (
    <Page title={text('handover-search.event.title')} lead={text('handover-search.event.lead')} back={{ href: back, label: text('handover-ui.backToFile') }} isNarrow>
      <Form onSubmit={() => void send()} submitLabel={text('handover-search.event.act')} isBusy={report.isBusy} errors={errors} secondary={<ButtonLink href={back} variant="quiet">{text('kit.cancel')}</ButtonLink>}>
        <Card>
          <Stack gap={5}>
            <RadioCards name="contact" label={text('handover-search.event.contact')} error={errorOf('contact')} columns={2} value={contact} onChange={setContact} options={contactStates.map((value) => ({ value, label: text(`handover-search.contact.${value}`) }))} />
            <Select name="source" label={text('handover-search.event.source')} error={errorOf('source')} value={source} onChange={setSource} options={eventSources.map((value) => ({ value, label: text(`handover-search.source.${value}`) }))} />
            <DateTimeField name="at" label={text('handover-search.event.at')} hint={text('handover-search.event.at.hint')} isOptional value={at} onChange={setAt} />
            {isMoved && (
              <>
                <Select name="country" label={text('handover-search.event.country')} isOptional value={country} onChange={setCountry} options={countries.filter(({ isCorridor }) => isCorridor).map(({ code }) => ({ value: code, label: countryText(code) }))} />
                <TextField name="authority" label={text('handover-search.event.authority')} isOptional maxLength={200} value={authority} onChange={setAuthority} />
                <DateTimeField name="expectedAt" label={text('handover-search.event.expectedAt')} isOptional value={expectedAt} onChange={setExpectedAt} />
              </>
            )}
            <TextField name="place" label={text(isMoved ? 'handover-search.event.arrivalPlace' : 'handover-search.event.place')} isOptional maxLength={200} value={place} onChange={setPlace} />
            <TextArea name="note" label={text('handover-search.event.note')} isOptional rows={3} maxLength={2000} value={note} onChange={setNote} />
          </Stack>
        </Card>
        {contact !== '' && <Notice tone="warn" isNew title={text('handover-search.event.stays')}>{text(isMoved ? 'handover-search.event.follows.removal' : contact === 'in_contact' || contact === 'dead_reported' ? 'handover-search.event.follows.noted' : 'handover-search.event.follows.lost')}</Notice>}
      </Form>
    </Page>
  );
}
