import { useRef, useState } from 'react';

export interface Chosen {
  has: (key: string) => boolean;
  /** With Shift all from the one before to this one, as a file manager does. */
  choose: (key: string, isChosen: boolean, withShift: boolean) => void;
  chooseAll: (isChosen: boolean) => void;
}

/** Ticks of what is shown. */
export function useChosen(shown: readonly string[]): Chosen {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  return {
    has: (key) => ticked.has(key),
    choose: (key, isChosen, withShift) => {
      const changed = withShift ? between(shown, last.current, key) : [key];
      last.current = key;
      setTicked(changedBy(ticked, changed, isChosen));
    },
    chooseAll: (isChosen) => {
      last.current = null;
      setTicked(isChosen ? new Set(shown) : new Set());
    },
  };
}

/** Both ends included; the second alone where the first is not there. */
export function between(shown: readonly string[], from: string | null, to: string): readonly string[] {
  const ends = [shown.indexOf(from ?? to), shown.indexOf(to)].toSorted((a, b) => a - b);
  const [start = -1, end = -1] = ends;
  return start < 0 ? [to] : shown.slice(start, end + 1);
}

function changedBy(ticked: ReadonlySet<string>, keys: readonly string[], isChosen: boolean): ReadonlySet<string> {
  const changed = new Set(keys);
  return new Set(isChosen ? [...ticked, ...changed] : [...ticked].filter((key) => !changed.has(key)));
}
