import { useEffect, useRef } from 'react';

interface Hotkey {
  key: string;
  /** With Ctrl (Cmd on a Mac). Works while typing too, unlike a plain key. */
  mod?: boolean;
}

export function useHotkey(hotkey: Hotkey, action: (() => void) | null): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  const { key, mod = false } = hotkey;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!latest.current || event.key !== key || event.repeat || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) !== mod) return;
      if (!mod && isTyping(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [key, mod]);
}

export const modKeyName = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : 'Ctrl';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
