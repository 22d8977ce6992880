import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { ChildId } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { call, newRequestId } from '#web/device/call.ts';
import { text } from '#web/kit/text.tsx';
import { attachFile, receiveChild } from '../../schema.ts';
import { requestOf, type Intake } from './intake.ts';

type Saving =
  | { readonly state: 'open'; readonly problem?: Problem }
  | { readonly state: 'saving' }
  /** The file is there, its photo is not: nothing else is missing. */
  | { readonly state: 'photo-missing'; readonly childId: ChildId; readonly problem: Problem };

interface Save {
  readonly saving: Saving;
  /** Receives the child, then keeps her photo; answers her file when both are done. */
  readonly save: (intake: Intake) => Promise<ChildId | null>;
  readonly keepPhoto: (intake: Intake, childId: ChildId) => Promise<ChildId | null>;
}

/** A refusal settles a try; silence does not: the same try is then sent again, and counts once. */
const isSettled = ({ code }: Problem): boolean => code !== 'node-unreachable' && code !== 'unexpected';

export function useSave(renewRequest: (requestId: Intake['requestId']) => void): Save {
  const [saving, setSaving] = useState<Saving>({ state: 'open' });
  const client = useQueryClient();

  const keepPhoto = async ({ photo }: Intake, childId: ChildId): Promise<ChildId | null> => {
    if (photo) {
      setSaving({ state: 'saving' });
      const kept = await call(attachFile, { childId, kind: 'photo', title: text('case.attachment.photo'), bytes: photo.base64 });
      if (!kept.ok) {
        setSaving({ state: 'photo-missing', childId, problem: kept.problem });
        return null;
      }
    }
    await client.invalidateQueries();
    return childId;
  };
  const save = async (intake: Intake): Promise<ChildId | null> => {
    setSaving({ state: 'saving' });
    const received = await call(receiveChild, requestOf(intake), { requestId: intake.requestId });
    if (received.ok) return await keepPhoto(intake, received.value.childId);
    setSaving({ state: 'open', problem: received.problem });
    if (isSettled(received.problem)) renewRequest(newRequestId());
    return null;
  };
  return { saving, save, keepPhoto };
}
