import type { CaptureView } from '@groundwork/shared/views';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { forgetSessionState, readSessionState, writeSessionState } from '../../lib/session-state.ts';
import { client } from '../../trpc.ts';

export interface Captured {
  view: CaptureView;
  readAt: string;
}

/** The draft of a text that was captured from the account. */
export const captureDraftKey = (locationId: string): string => `blueprint:new:capture:${locationId}`;
const capturedKey = (locationId: string) => `captured:${locationId}`;

/**
 * Reads the account anew on each visit; leaving ends the reading. A draft that a person has edited is not read over: it comes back
 * with what it was captured from.
 */
export function useCapture(locationId: string, isAllowed: boolean) {
  const [draftOf, setDraftOf] = useState(() => (isEdited(locationId) ? known(locationId) : null));
  const query = useQuery({
    queryKey: ['capture', locationId],
    queryFn: async ({ signal }): Promise<Captured> => {
      const view = await client.blueprints.capture.mutate({ locationId }, { signal });
      const captured = { view, readAt: new Date().toISOString() };
      if (!isEdited(locationId)) forgetSessionState(captureDraftKey(locationId));
      writeSessionState(capturedKey(locationId), captured);
      return captured;
    },
    enabled: isAllowed && draftOf === null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  return {
    captured: draftOf ?? query.data,
    /** A draft from before is shown, and the account was not read for it now. */
    isDraft: draftOf !== null,
    error: query.isFetching ? null : query.error,
    retry: () => void query.refetch(),
    discardDraft: () => {
      forgetSessionState(captureDraftKey(locationId));
      setDraftOf(null);
    },
  };
}

const known = (locationId: string) => readSessionState<Captured>(capturedKey(locationId));

function isEdited(locationId: string): boolean {
  const draft = readSessionState<string>(captureDraftKey(locationId));
  return draft !== null && draft !== known(locationId)?.view.source;
}
