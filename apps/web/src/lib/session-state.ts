import { type Dispatch, useEffect, useState } from 'react';

const prefix = 'groundwork:draft:';

/**
 * State of this tab that outlives back, forward and reload: texts and forms a person has begun.
 * Mount the component anew (`key`) to read another key.
 */
export function useSessionState<T>(key: string, initial: T): [T, Dispatch<T>] {
  const [value, setValue] = useState<T>(() => read<T>(key) ?? initial);
  useEffect(() => write(key, value), [key, value]);
  return [value, setValue];
}

/** A text that was saved is a draft no longer. */
export const forgetSessionState = (key: string): void => remove((stored) => stored === prefix + key);

/** Drafts are one person's: whoever signs in next in this tab sees none of them. */
export function claimSessionState(userId: string): void {
  if (read<string>('owner') === userId) return;
  clearSessionState();
  write('owner', userId);
}

export const clearSessionState = (): void => remove((stored) => stored.startsWith(prefix));

function remove(matches: (stored: string) => boolean): void {
  try {
    for (const stored of Object.keys(sessionStorage)) if (matches(stored)) sessionStorage.removeItem(stored);
  } catch {
    // What cannot be read was not kept either.
  }
}

function read<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Full or blocked storage costs only the survival over a reload.
  }
}
