import { useState } from 'react';
import { readSessionState, writeSessionState } from '../../lib/session-state.ts';

const key = 'palette:recent';
const mostKept = 5;

/** What was chosen last in this tab, the newest first. Whoever signs in next sees none of it. */
export function useRecent(): { recent: readonly string[]; keep: (id: string) => void } {
  const [recent] = useState(() => readSessionState<string[]>(key) ?? []);
  return {
    recent,
    keep: (id) => writeSessionState(key, [id, ...recent.filter((known) => known !== id)].slice(0, mostKept)),
  };
}
