import { useEffect, useEffectEvent } from 'react';
import { modKeyName } from '../../lib/hotkey.ts';

/**
 * Ctrl-K, on a Mac ⌘K: there Ctrl-K is the text fields' own and deletes to the end of the line. Left to a field or an editor that has
 * taken it, and to whoever answers an open dialog first.
 */
export function useOpenKey(onPress: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isMod = modKeyName === '⌘' ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!isMod || event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || event.repeat) return;
    if (event.defaultPrevented || document.querySelector(otherDialogs)) return;
    event.preventDefault();
    onPress();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

const otherDialogs = ':is([role=dialog], [role=alertdialog]):not([data-palette])';
