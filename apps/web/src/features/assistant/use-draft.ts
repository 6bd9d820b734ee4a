import { useEffect, useRef } from 'react';
import type { EditorPort } from '../../lib/editor-port.ts';

interface Draft {
  /** Shows in the editor what is written so far. */
  show: (source: string, title: string) => void;
  /** It is written: the proposal takes the draft's place; null: there is none. */
  settle: (proposal: { source: string; title: string } | null) => void;
}

/** The draft of an answer in the editor. Who dismisses it while it is being written wants no answer. */
export function useDraft(editor: EditorPort, onDismissed: () => void): Draft {
  const latest = useRef({ editor, onDismissed });
  /** `asked`: the editor was told, and may not have drawn it yet. */
  const state = useRef<'none' | 'asked' | 'shown'>('none');
  useEffect(() => {
    latest.current = { editor, onDismissed };
    if (state.current === 'asked' && editor.isReviewing) state.current = 'shown';
    else if (state.current === 'shown' && !editor.isReviewing) {
      state.current = 'none';
      onDismissed();
    }
  });
  return {
    show(source, title) {
      if (state.current === 'none') state.current = 'asked';
      latest.current.editor.propose({ source, title, pending: true });
    },
    settle(proposal) {
      if (proposal) latest.current.editor.propose({ ...proposal, pending: false });
      else if (state.current !== 'none') latest.current.editor.propose(null);
      state.current = 'none';
    },
  };
}
