import { useEffect, useRef, useState } from 'react';

/** The value, changing no oftener than that: what is read out has to be heard to its end. */
export function useThrottled<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const show = () => {
      changedAtMs.current = Date.now();
      setShown(value);
    };
    const timer = setTimeout(show, Math.max(0, changedAtMs.current + everyMs - Date.now()));
    return () => clearTimeout(timer);
  }, [value, everyMs]);
  return shown;
}
