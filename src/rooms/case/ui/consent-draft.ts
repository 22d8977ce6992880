import type { AgeRange } from '#rooms/law/rules.ts';
import type { FormError } from '#web/kit/error-summary.tsx';
import { text } from '#web/kit/text.tsx';
import { consentGaps } from '../rules.ts';
import { purposes, type Consent } from '../schema.ts';

/** A consent while it is being written down: whoever gives it and what the child says are not there yet. */
export type ConsentDraft = Omit<Consent, 'givenBy' | 'childView' | 'override'> & {
  readonly givenBy?: Consent['givenBy'] | undefined;
  readonly childView?: Consent['childView'] | undefined;
  readonly override?: { readonly reason?: NonNullable<Consent['override']>['reason'] | undefined; readonly note: string; readonly wasToldToChild: boolean } | undefined;
};

export const noConsent: ConsentDraft = {
  answers: { registration: 'not_asked', sharing: 'not_asked', tracing: 'not_asked', photo: 'not_asked' },
  form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'not_checked',
};

/**
 * The consent as it is sent; the child's own yes is her view. What was not asked is left out, so that it does not stand
 * in the place of an earlier answer. Nothing while it lacks who gave it.
 */
export function consentOf(draft: ConsentDraft): Consent | null {
  const { givenBy, childView, override, answers, ...rest } = draft;
  if (!givenBy) return null;
  const asked = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== 'not_asked'));
  return {
    ...rest, answers: asked, givenBy, childView: childView ?? (givenBy === 'child' ? 'agrees' : 'not_asked'),
    ...(override?.reason && override.note.trim() ? { override: { reason: override.reason, note: override.note.trim(), wasToldToChild: override.wasToldToChild } } : {}),
  };
}

/** What is still missing for the consent to count at this age; `photo` and the like by the room's own rule. */
export const gapsOf = (draft: ConsentDraft, ages: AgeRange): ReturnType<typeof consentGaps> => {
  const consent = consentOf(draft);
  return consent ? consentGaps(consent, ages) : [];
};

/** What must be mended before it can be recorded, in words. */
export function consentErrors(draft: ConsentDraft, ages: AgeRange): FormError[] {
  const isAnswered = purposes.some((purpose) => draft.answers[purpose] === 'granted' || draft.answers[purpose] === 'refused');
  if (!isAnswered) return [{ name: 'consent.registration', message: text('case-ui.consent.noAnswer') }];
  if (!draft.givenBy) return [{ name: 'consent.givenBy', message: text('case-ui.consent.whoMissing') }];
  if (draft.override?.reason && draft.override.note.trim() === '') return [{ name: 'consent.override.note', message: text('case-ui.consent.noteMissing') }];
  return gapsOf(draft, ages).map((gap) => ({ name: 'consent.override.reason', message: text(`case.consentGap.${gap}`) }));
}
