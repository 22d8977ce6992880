import { useState, type ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { dayOf } from '#kernel/instant.ts';
import { ageRange } from '#rooms/law/rules.ts';
import { birthOf, valueOfField } from '#rooms/person/rules.ts';
import { useDraft } from '#web/device/draft.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { recordConcerns, recordConsent, viewFile, type Concern, type FileView } from '../../schema.ts';
import { ConcernPicker } from '../concern-picker.tsx';
import { consentErrors, consentOf, noConsent, type ConsentDraft } from '../consent-draft.ts';
import { ConsentFields } from '../consent-fields.tsx';

interface EditFrameProps {
  readonly part: 'riesgos' | 'consentimiento';
  readonly section: string;
  readonly children: (file: FileView, back: string) => ReactNode;
}

function EditFrame({ part, section, children }: EditFrameProps) {
  const { childId } = useParams<{ childId: ChildId }>();
  const { value, problem, retry } = useEndpoint(viewFile, { childId });
  const back = `/casos/${childId}?ver=${section}`;
  return (
    <Page title={text(`case-ui.edit.${part}`)} lead={text(`case-ui.edit.${part}.lead`)} back={{ href: back, label: text('person-ui.backToFile') }} isNarrow>
      {problem && !value && <ProblemNotice problem={problem} onRetry={retry} />}
      {!value && !problem && <Skeleton lines={8} />}
      {value && children(value, back)}
    </Page>
  );
}

interface EditFormProps {
  readonly file: FileView;
  readonly back: string;
}
interface WrittenConcerns {
  readonly concerns: readonly Concern[];
  readonly source: Concern['source'];
}

function ConcernsForm({ file, back }: EditFormProps) {
  const { childId } = file;
  const [, go] = useLocation();
  const [written, setWritten] = useState<WrittenConcerns>({ concerns: [], source: 'child' });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { act, isBusy } = useAct(recordConcerns);
  const draft = useDraft({ key: `riesgos/${childId}`, label: text('case-ui.edit.riesgos'), href: `/casos/${childId}/editar/riesgos` }, written, setWritten);
  const save = async (): Promise<void> => {
    if (written.concerns.length === 0) return setErrors([{ name: 'concerns.immediate', message: text('case-ui.concern.nothing') }]);
    const saved = await act({ childId, concerns: [...written.concerns] });
    if (!saved.ok) return setErrors(formErrorsOf(saved.problem, 'case-ui.concern'));
    draft.discard();
    toast({ text: text('case-ui.concern.saved') });
    go(back);
  };
  return (
    <Form onSubmit={() => void save()} submitLabel={text('case.verb.record-concerns')} errors={errors} isBusy={isBusy} savedAt={draft.savedAt} hasStickyActions secondary={<ButtonLink href={back} variant="quiet">{text('kit.cancel')}</ButtonLink>}>
      {draft.isRestored && <Notice isNew>{text('person-ui.draftRestored')}</Notice>}
      <ConcernPicker value={written.concerns} onChange={(concerns) => setWritten({ ...written, concerns })} source={written.source} onSource={(source) => setWritten({ ...written, source })} />
    </Form>
  );
}

function ConsentForm({ file, back }: EditFormProps) {
  const { childId, profile } = file;
  const [, go] = useLocation();
  const [consent, setConsent] = useState<ConsentDraft>(noConsent);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { act, isBusy } = useAct(recordConsent);
  const ages = ageRange(birthOf(profile.values), dayOf(useNow()));
  const draft = useDraft({ key: `consentimiento/${childId}`, label: text('case-ui.edit.consentimiento'), href: `/casos/${childId}/editar/consentimiento` }, consent, setConsent);
  const save = async (): Promise<void> => {
    const found = consentErrors(consent, ages);
    setErrors(found);
    const whole = consentOf(consent);
    if (found.length > 0 || !whole) return;
    const saved = await act({ childId, consent: whole });
    if (!saved.ok) return setErrors(formErrorsOf(saved.problem, 'case-ui.consent'));
    draft.discard();
    toast({ text: text('case-ui.consent.saved') });
    go(back);
  };
  return (
    <Form onSubmit={() => void save()} submitLabel={text('case.verb.record-consent')} errors={errors} isBusy={isBusy} savedAt={draft.savedAt} hasStickyActions secondary={<ButtonLink href={back} variant="quiet">{text('kit.cancel')}</ButtonLink>}>
      {draft.isRestored && <Notice isNew>{text('person-ui.draftRestored')}</Notice>}
      <ConsentFields value={consent} onChange={setConsent} ages={ages} languages={valueOfField(profile.values, 'languages') ?? []} errors={errors} />
    </Form>
  );
}

/** Adds needs, risks and what protects to a file. */
export const EditConcernsPage = () => <EditFrame part="riesgos" section="riesgos">{(file, back) => <ConcernsForm file={file} back={back} />}</EditFrame>;

/** Records a consent that was asked for after the intake, or anew. */
export const EditConsentPage = () => <EditFrame part="consentimiento" section="consentimientos">{(file, back) => <ConsentForm file={file} back={back} />}</EditFrame>;
