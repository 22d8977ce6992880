import { setLanguage, signOut, type Session } from '#platform/access/schema.ts';
import { call } from '#web/device/call.ts';
import { canKeepDrafts, forgetDrafts, listDrafts } from '#web/device/draft-store.ts';
import type { Language } from '#web/kit/language.ts';
import { problemText } from '#web/kit/problem-text.ts';
import { toast } from '#web/kit/toast.tsx';

/** Tells the node the language in which it should write to this worker. */
export const keepLanguage = async (language: Language): Promise<void> => void (await call(setLanguage, { language }));

/** How many drafts of the worker would be left on this device. */
export const countDrafts = async (session: Session): Promise<number> => (canKeepDrafts() ? (await listDrafts(session.workerId)).length : 0);

/** Signs out on purpose; the drafts' key is destroyed unless the worker keeps them. False, with a notice, when the node refused. */
export async function signOutHere(session: Session, keepsDrafts: boolean): Promise<boolean> {
  if (!keepsDrafts && canKeepDrafts()) await forgetDrafts(session.workerId);
  const answer = await call(signOut, {});
  if (answer.ok || answer.problem.code === 'sign-in-needed') return true;
  toast({ text: problemText(answer.problem), tone: 'problem' });
  return false;
}
