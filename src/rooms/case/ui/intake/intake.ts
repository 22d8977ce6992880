import type { InputOf } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import { dayOf, type Day, type Instant } from '#kernel/instant.ts';
import { ageRange, priorityReasonsOf, type AgeRange } from '#rooms/law/rules.ts';
import type { PriorityReason, RiskLevel } from '#rooms/law/schema.ts';
import { birthOf } from '#rooms/person/rules.ts';
import type { PartialProfile, Source } from '#rooms/person/schema.ts';
import { trimmed } from '#rooms/person/ui/profile-edit.ts';
import { indigenousLanguages } from '#rooms/person/ui/reference-names.ts';
import { nothingAsked, type Asked } from '#rooms/tracing/ui/asked.ts';
import { suggestUrgency, type Suggestion } from '../../rules.ts';
import type { Concern, Found, receiveChild } from '../../schema.ts';
import { consentOf, noConsent, type ConsentDraft } from '../consent-draft.ts';

export const intakeSteps = ['buscar', 'quien', 'compania', 'donde', 'necesidades', 'consentimiento', 'revisar'] as const;
export type IntakeStep = (typeof intakeSteps)[number];

/** A picture taken before there is a file to keep it in: it waits, sealed, in the draft. */
interface WaitingPhoto {
  readonly type: string;
  readonly base64: string;
}

/** All that is written down while a child is received; the whole of it is the draft. */
export interface Intake {
  readonly step: IntakeStep;
  readonly asked: Asked;
  readonly candidatesShown: number;
  readonly profile: PartialProfile;
  readonly source: Source;
  readonly found: Found;
  readonly concerns: readonly Concern[];
  readonly concernSource: Concern['source'];
  readonly flags: readonly PriorityReason[];
  /** Only when the worker says otherwise than what is suggested. */
  readonly urgency: RiskLevel | null;
  /** Consent is asked for now, or later, when the child has rested. */
  readonly isConsentNow: boolean | null;
  readonly consent: ConsentDraft;
  readonly photo: WaitingPhoto | null;
  readonly note: string;
  readonly teamId: string;
  /** The same for every try of one intake, so that the node makes one file of it whatever the network does. */
  readonly requestId: Uuid;
}

export const newIntake = (requestId: Uuid): Intake => ({
  step: 'buscar', asked: nothingAsked, candidatesShown: 0, profile: {}, source: 'child', found: {}, concerns: [], concernSource: 'child', flags: [], urgency: null,
  isConsentNow: null, consent: noConsent, photo: null, note: '', teamId: '', requestId,
});

/** What the search was told becomes the beginning of the profile; nothing that was written later is lost. */
export function withAsked(intake: Intake, today: Day): Intake {
  const { names, age, year, nationality, sex } = intake.asked;
  const isNumber = (typed: string): boolean => /^\d+$/.test(typed.trim());
  const birth = isNumber(year) && Number(year) >= 1990 && year.trim() <= today.slice(0, 4)
    ? { precision: 'year' as const, year: Number(year) }
    : isNumber(age) && Number(age) <= 25 ? { precision: 'estimated' as const, age: Number(age), recordedOn: today } : undefined;
  const told: PartialProfile = {
    ...namesFrom(names),
    ...(birth ? { birth } : {}),
    ...(nationality ? { nationalities: [nationality] } : {}),
    ...(sex === 'F' || sex === 'M' || sex === 'X' ? { sex } : {}),
  };
  return { ...intake, profile: { ...told, ...intake.profile } };
}

/** The last one or two words of three and more are surnames, as a beginning that the worker corrects. */
function namesFrom(names: string): PartialProfile {
  const words = names.trim().split(/\s+/).filter(Boolean);
  const surnames = words.length >= 4 ? 2 : words.length >= 2 ? 1 : 0;
  const [firstSurname, secondSurname] = words.slice(words.length - surnames);
  return {
    ...(words.length > 0 ? { givenNames: words.slice(0, words.length - surnames).join(' ') } : {}),
    ...(surnames >= 1 ? { firstSurname: firstSurname! } : {}),
    ...(surnames === 2 ? { secondSurname: secondSurname! } : {}),
  };
}

export const agesOf = (intake: Intake, now: Instant): AgeRange => ageRange(birthOf(intake.profile), dayOf(now));

/** How urgent it looks from what is written so far: what the node will suggest too. */
export const suggestionOf = (intake: Intake, now: Instant): Suggestion =>
  suggestUrgency({
    values: intake.profile, severities: new Map(intake.concerns.map(({ code, severity }) => [code, severity])), flags: intake.flags, hasOverdueClock: false,
  }, dayOf(now), (facts, today) => priorityReasonsOf(facts, today, indigenousLanguages));

const trimmedFound = (found: Found): Found => {
  const { circumstances, ...rest } = found;
  return circumstances?.trim() ? { ...rest, circumstances: circumstances.trim() } : rest;
};

/** What is sent to receive the child: only what was answered. */
export function requestOf(intake: Intake): InputOf<typeof receiveChild> {
  const consent = intake.isConsentNow ? consentOf(intake.consent) : null;
  return {
    searchedFirst: { candidatesShown: intake.candidatesShown },
    profile: trimmed(intake.profile),
    source: intake.source,
    found: trimmedFound(intake.found),
    ...(intake.concerns.length > 0 ? { concerns: [...intake.concerns] } : {}),
    ...(intake.urgency ? { urgency: intake.urgency } : {}),
    ...(intake.flags.length > 0 ? { flags: [...intake.flags] } : {}),
    ...(consent ? { consent } : {}),
    ...(intake.note.trim() ? { note: intake.note.trim() } : {}),
    ...(intake.teamId ? { teamId: intake.teamId as Uuid } : {}),
  };
}
