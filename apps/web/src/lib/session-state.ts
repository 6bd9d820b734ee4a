import { type Dispatch, useEffect, useState } from 'react';

const prefix = 'groundwork:draft:';

/**
 * State of this tab that outlives back, forward and reload: texts and forms a person has begun.
 * Mount the component anew (`key`) to read another key.
 */
export function useSessionState<T>(key: string, initial: T): [T, Dispatch<T>] {
  const [value, setValue] = useState<T>(() => readSessionState<T>(key) ?? initial);
  useEffect(() => writeSessionState(key, value), [key, value]);
  return [value, setValue];
}

/** A text that was saved is a draft no longer. */
export const forgetSessionState = (key: string): void => remove((stored) => stored === prefix + key);

/** Drafts are one person's: whoever signs in next in this tab sees none of them. */
export function claimSessionState(userId: string): void {
  if (readSessionState<string>('owner') === userId) return;
  clearSessionState();
  writeSessionState('owner', userId);
}

export const clearSessionState = (): void => remove((stored) => stored.startsWith(prefix));

function remove(matches: (stored: string) => boolean): void {
  try {
    for (const stored of Object.keys(sessionStorage)) if (matches(stored)) sessionStorage.removeItem(stored);
  } catch {
    // What cannot be read was not kept either.
  }
}

/** What was begun under the key, for who does not follow it. */
export function readSessionState<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function writeSessionState(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Full or blocked storage costs only the survival over a reload.
  }
}
