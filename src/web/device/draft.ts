import { useEffect, useRef, useState } from 'react';
import type { Instant } from '#kernel/instant.ts';
import { canKeepDrafts, findDraft, keepDraft, removeDraft } from './draft-store.ts';
import { useSession } from './session.ts';

const pauseMilliseconds = 700;

interface DraftHandle {
  /** When the draft was last kept; null while nothing is. */
  readonly savedAt: Instant | null;
  /** The form shows a draft from before. */
  readonly isRestored: boolean;
  /** Takes the draft away: after the form was sent, or when the worker starts anew. */
  readonly discard: () => void;
}

/**
 * Keeps what is written in a form, sealed on this device, from the first change on, and brings it back.
 * @param draft `key` names the form and what it is about (`intake`, `note/<childId>`); `label` and `href` for the list of drafts
 * @param restore called once, with what was written before
 */
export function useDraft<Value>(draft: { readonly key: string; readonly label: string; readonly href: string }, value: Value, restore: (value: Value) => void): DraftHandle {
  const { workerId } = useSession();
  const [savedAt, setSavedAt] = useState<Instant | null>(null);
  const [isRestored, setIsRestored] = useState(false);
  const untouched = useRef<Value | null>(value);
  const latest = useRef({ draft, restore });
  useEffect(() => {
    latest.current = { draft, restore };
  });

  useEffect(() => {
    if (!canKeepDrafts()) return undefined;
    let isCurrent = true;
    void findDraft(workerId, draft.key).then((found) => {
      if (!found || !isCurrent) return;
      latest.current.restore(found.value as Value);
      setSavedAt(found.savedAt);
      setIsRestored(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [workerId, draft.key]);

  useEffect(() => {
    if (!canKeepDrafts() || value === untouched.current) return undefined;
    const timer = setTimeout(() => void keepDraft(workerId, { ...latest.current.draft, value }).then(setSavedAt), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [workerId, value]);

  const discard = (): void => {
    untouched.current = value;
    setSavedAt(null);
    setIsRestored(false);
    if (canKeepDrafts()) void removeDraft(workerId, draft.key);
  };
  return { savedAt, isRestored, discard };
}
