import type { Consent } from '#rooms/case/schema.ts';
import type { CompanyKind } from './company.ts';
import type { Random } from './random.ts';
import type { ConsentOverride } from './story.ts';

const explainedTopics = ['who_we_are', 'what_for', 'who_sees', 'may_refuse', 'may_withdraw', 'services_not_conditional'] as const;

/** What was asked and answered at intake, as age and company allow: most agree, some refuse sharing, some were not asked. */
export function consentOf(random: Random, about: { readonly age: number; readonly company: CompanyKind; readonly languages: readonly string[] }): Consent {
  const sharing = random.weighted({ granted: 0.78, refused: 0.1, not_asked: 0.12 });
  const answers = { registration: 'granted', sharing, tracing: random.weighted({ granted: 0.6, refused: 0.12, not_asked: 0.28 }), photo: random.weighted({ granted: 0.3, refused: 0.2, not_asked: 0.5 }) } as const;
  const isMonolingual = !about.languages.includes('spa');
  const explained = {
    topics: random.chance(0.7) ? [...explainedTopics] : random.some(explainedTopics, 4),
    language: about.languages[0]!,
    means: isMonolingual ? 'interpreter' : about.age < 8 ? 'pictures' : 'spoken',
  } as const;
  const understanding = about.age < 5 ? 'not_checked' : random.weighted({ own_words: 0.5, asked_questions: 0.3, said_yes: 0.2 });
  const form = about.age < 12 ? 'oral' : random.weighted({ oral: 0.3, written: 0.55, thumbprint: 0.15 });
  const common = { answers, explained, understanding, form } as const;
  // the age is today's: who is 15 now may have been 14 at the intake
  if (about.age > 15) return { ...common, givenBy: 'child', childView: 'agrees' };
  const childView = about.age < 6 ? 'unable' : 'agrees';
  if (about.company === 'mother' || about.company === 'father') return { ...common, givenBy: 'parent', childView };
  if (about.company === 'grandmother') return { ...common, givenBy: 'carer', childView };
  return { ...common, givenBy: 'worker', childView, override: { reason: 'carer_absent', note: 'Sin persona adulta responsable presente; se decide por su interés superior.', wasToldToChild: about.age >= 6 } };
}

/** Why a file is shared although nobody granted it: the law obliges to channel; null where sharing was granted. */
export const overrideFor = (consents: readonly (Consent | undefined)[]): ConsentOverride | null =>
  consents.every((consent) => consent?.answers.sharing === 'granted')
    ? null
    : { reason: 'legal_exception', note: 'La ley obliga a canalizar; se explicó qué se comparte, con quién y para qué.' };
