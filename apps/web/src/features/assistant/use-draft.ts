import { useEffect, useRef } from 'react';
import type { EditorPort, ShownProposal } from '../../lib/editor-port.ts';

interface Draft {
  /** A question is asked: what stands in the editor now may be replaced by its answer. */
  begin: () => void;
  /** Shows in the editor what is written so far. */
  show: (source: string, title: string) => void;
  /** It is written: the proposal takes the draft's place; null: there is none. */
  settle: (proposal: { source: string; title: string } | null) => void;
}

/**
 * The draft of an answer in the editor. Who dismisses it while it is being written wants no answer; who looks at something else
 * meanwhile is not disturbed.
 */
export function useDraft(editor: EditorPort, onDismissed: () => void): Draft {
  const latest = useRef({ editor, onDismissed });
  /** `asked`: the editor was told, and may not have drawn it yet. */
  const state = useRef<'none' | 'asked' | 'shown'>('none');
  const replaceable = useRef<ShownProposal | null>(null);
  useEffect(() => {
    latest.current = { editor, onDismissed };
    if (state.current === 'asked' && editor.proposal?.pending) state.current = 'shown';
    else if (state.current === 'shown' && !editor.proposal?.pending) {
      state.current = 'none';
      if (!editor.proposal) onDismissed();
    }
  });
  const isFree = () => {
    const { proposal } = latest.current.editor;
    return state.current !== 'none' || !proposal || proposal === replaceable.current;
  };
  return {
    begin() {
      replaceable.current = latest.current.editor.proposal;
    },
    show(source, title) {
      if (!isFree()) return;
      if (state.current === 'none') state.current = 'asked';
      latest.current.editor.propose({ source, title, pending: true });
    },
    settle(proposal) {
      if (proposal && isFree()) latest.current.editor.propose({ ...proposal, pending: false });
      else if (state.current !== 'none') latest.current.editor.propose(null);
      state.current = 'none';
    },
  };
}
