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

/** On sign-out: the next person at this browser sees none of it. */
export function clearSessionState(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
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
