import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { call } from '#web/device/call.ts';
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
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { fieldHistory, observePerson, settleField, sources, viewProfile, type PartialProfile, type ProfileView, type Source } from '../schema.ts';
import { ChoiceChips } from './chips.tsx';
import { changedFields, shortenedFields, trimmed, type ProfilePartProps } from './profile-edit.ts';

interface Written {
  readonly profile: PartialProfile;
  /** What was on the screen when the change was begun: a draft that is sent days later must not pass for an answer to what came since. */
  readonly before: Pick<ProfileView, 'values' | 'versions'>;
  readonly source: Source;
  readonly sourceNote: string;
  readonly reason: string;
}

interface EditProfileProps {
  readonly childId: ChildId;
  readonly part: 'persona' | 'familia';
  readonly title: string;
  /** The fields of this form. */
  readonly fields: (props: ProfilePartProps, recorded: PartialProfile) => ReactNode;
}

const leastReason = 5;
const reasonField = 'correction.reason';

function EditForm({ childId, part, fields, view }: EditProfileProps & { readonly view: ProfileView }) {
  const [, go] = useLocation();
  const [written, setWritten] = useState<Written>({ profile: view.values, before: { values: view.values, versions: view.versions }, source: 'child', sourceNote: '', reason: '' });
  const [turn, setTurn] = useState(0);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const observe = useAct(observePerson);
  const settle = useAct(settleField);
  const back = `/casos/${childId}?ver=${part}`;
  const draft = useDraft({ key: `perfil/${part}/${childId}`, label: text(`person-ui.edit.${part}`), href: `/casos/${childId}/editar/${part}` }, written, (kept) => {
    setWritten(kept);
    setTurn((number) => number + 1);
  });
  const profile = trimmed(written.profile);
  const { before } = written;
  const shortened = shortenedFields(before.values, profile);
  const refuse = (problem: Problem): void => setErrors(formErrorsOf(problem, 'person-ui.edit'));

  // a list only grows by what is observed: taking something away decides between the answers there are
  const shorten = async (): Promise<Problem | undefined> => {
    for (const field of shortened) {
      const history = await call(fieldHistory, { childId, field });
      if (!history.ok) return history.problem;
      const settles = history.value.answers.filter(({ standing }) => standing !== 'replaced').map(({ operationId }) => operationId);
      const done = await settle.act({ childId, field, value: profile[field] ?? { answer: 'unknown' }, settles, reason: written.reason.trim() });
      if (!done.ok) return done.problem;
    }
    return undefined;
  };
  const save = async (): Promise<void> => {
    if (shortened.length > 0 && written.reason.trim().length < leastReason) return setErrors([{ name: reasonField, message: text('kit.reason.tooShort', { count: leastReason }) }]);
    setErrors([]);
    const changed = Object.fromEntries(Object.entries(changedFields(before.values, profile)).filter(([name]) => !(shortened as string[]).includes(name))) as PartialProfile;
    if (Object.keys(changed).length === 0 && shortened.length === 0) return setErrors([{ name: '', message: text('person-ui.edit.unchanged') }]);
    if (Object.keys(changed).length > 0) {
      const note = written.sourceNote.trim();
      const done = await observe.act({ childId, fields: changed, source: written.source, base: before.versions, ...(note ? { sourceNote: note } : {}) });
      if (!done.ok) return refuse(done.problem);
    }
    const problem = await shorten();
    if (problem) return refuse(problem);
    draft.discard();
    toast({ text: text('person-ui.edit.saved') });
    go(back);
  };
  return (
    <Form onSubmit={() => void save()} submitLabel={text('person-ui.edit.save')} errors={errors} isBusy={observe.isBusy || settle.isBusy} savedAt={draft.savedAt} hasStickyActions secondary={<ButtonLink href={back} variant="quiet">{text('kit.cancel')}</ButtonLink>}>
      {draft.isRestored && <Notice isNew>{text('person-ui.draftRestored')}</Notice>}
      <div key={turn}>{fields({ value: written.profile, onChange: (next) => setWritten({ ...written, profile: next }), errors }, before.values)}</div>
      <ChoiceChips name="source" label={text('person-ui.source')} options={sources.map((source) => ({ value: source, label: text(`person-ui.source.${source}`) }))} value={written.source} onChange={(source) => { if (typeof source === 'string') setWritten({ ...written, source }); }} />
      <TextField name="sourceNote" label={text('person-ui.sourceNote')} hint={text('person-ui.sourceNote.hint')} isOptional maxLength={200} value={written.sourceNote} onChange={(sourceNote) => setWritten({ ...written, sourceNote })} />
      {shortened.length > 0 && <TextArea name={reasonField} label={text('person-ui.edit.reason')} hint={text('person-ui.edit.reason.hint')} error={errors.find(({ name }) => name === reasonField)?.message} rows={2} maxLength={500} value={written.reason} onChange={(reason) => setWritten({ ...written, reason })} />}
    </Form>
  );
}

/** Changes who the child is: only what was changed is sent, as a new answer beside the ones there are. */
export function EditProfile(props: EditProfileProps) {
  const { childId, part, title } = props;
  const { value, problem, retry } = useEndpoint(viewProfile, { childId });
  return (
    <Page title={title} lead={text('person-ui.edit.lead')} back={{ href: `/casos/${childId}?ver=${part}`, label: text('person-ui.backToFile') }} isNarrow>
      <ProblemNotice problem={value ? undefined : problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={8} />}
      {value && <EditForm {...props} view={value} />}
    </Page>
  );
}
