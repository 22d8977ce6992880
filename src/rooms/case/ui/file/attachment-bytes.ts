import { useEffect, useState } from 'react';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { call } from '#web/device/call.ts';
import { readAttachment } from '../../schema.ts';
import { blobOf } from '../base64.ts';
import { useObjectUrl } from '../use-object-url.ts';

interface AttachmentUrl {
  readonly url: string | undefined;
  readonly problem: Problem | undefined;
  readonly retry: () => void;
}

/**
 * An attachment, opened by the node, at an address that only this page has; null asks for nothing. Read once, not with
 * every refresh of the page: each reading is a look that the file's record of looks keeps.
 */
export function useAttachmentUrl(childId: ChildId, attachmentId: Uuid | null, size: 'full' | 'preview'): AttachmentUrl {
  const [content, setContent] = useState<Blob | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!attachmentId) return;
    const stop = new AbortController();
    call(readAttachment, { childId, attachmentId, size }, { signal: stop.signal }).then((answer) => {
      setProblem(answer.ok ? undefined : answer.problem);
      setContent(answer.ok ? blobOf(answer.value.bytes, answer.value.mediaType) : null);
    }, () => undefined);
    return () => stop.abort();
  }, [childId, attachmentId, size, turn]);
  return { url: useObjectUrl(content), problem, retry: () => setTurn(turn + 1) };
}
