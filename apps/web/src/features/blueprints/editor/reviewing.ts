import {
  Chunk,
  getChunks,
  getOriginalDoc,
  goToNextChunk,
  goToPreviousChunk,
  originalDocChangeEffect,
  unifiedMergeView,
} from '@codemirror/merge';
import { type EditorState, type Extension, Text } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { changeSetBetween, evenLines } from './change-text.ts';
import { lineDiff } from './line-changes.ts';
import { toRead } from './to-read.ts';

export interface Review {
  /** Changes that are neither taken nor left yet. */
  open: number;
  /** The present text with what was just taken; null where something was left. */
  taken: string | null;
}

interface ReviewOptions {
  original: string;
  onChange: (review: Review) => void;
}

const label = 'Proposed text';

/** A text that is still being written: to watch, not to touch. */
export const watching = (): Extension => toRead(`${label}, still being written`);

/**
 * The proposal as a diff against the present text. What is taken goes into the present text, what is left goes out of the proposal;
 * once nothing differs the review is over.
 */
export const reviewing = ({ original, onChange }: ReviewOptions): Extension => [
  toRead(`${label}: what it would change`),
  unifiedMergeView({
    original: evenLines(original),
    diffConfig: lineDiff,
    collapseUnchanged: { margin: 3, minSize: 6 },
    mergeControls: decisionButton,
  }),
  keymap.of([
    { key: 'F7', run: (view) => goTo(view, 'next'), shift: (view) => goTo(view, 'previous'), preventDefault: true },
  ]),
  EditorView.updateListener.of(({ state, transactions, startState }) => {
    const open = chunksOf(state).length;
    const isDecided = transactions.some(
      (transaction) => transaction.isUserEvent('accept') || transaction.isUserEvent('revert'),
    );
    if (!isDecided) return;
    const text = getOriginalDoc(state);
    onChange({ open, taken: text.eq(getOriginalDoc(startState)) ? null : text.toString() });
  }),
];

export const changeCount = (original: string, proposed: string): number =>
  Chunk.build(textOf(original), textOf(proposed), lineDiff).length;

const textOf = (text: string) => Text.of(evenLines(text).split('\n'));

const chunksOf = (state: EditorState) => getChunks(state)?.chunks ?? [];

/** The present text has changed beside the review. */
export function setOriginal(view: EditorView, text: string): void {
  const before = getOriginalDoc(view.state).toString();
  if (before === evenLines(text)) return;
  view.dispatch({ effects: originalDocChangeEffect(view.state, changeSetBetween(before, evenLines(text))) });
}

/** Shows a change and puts the focus on its first button. False where there is none. */
export function goTo(view: EditorView, direction: 'next' | 'previous'): boolean {
  (direction === 'next' ? goToNextChunk : goToPreviousChunk)(view);
  const { head } = view.state.selection.main;
  const chunk = chunksOf(view.state).find(({ fromB, endB }) => fromB <= head && head <= endB);
  if (!chunk) return false;
  // Its buttons may be out of sight, and are only drawn once the editor has scrolled.
  view.requestMeasure({
    read: () => takeButtons(view).find((button) => view.posAtDOM(button) >= chunk.fromB),
    write: (button) => button?.focus(),
  });
  return true;
}

/** On a phone the page scrolls there as well. */
export function goToFirst(view: EditorView): void {
  const [first] = takeButtons(view);
  if (first) first.focus();
  else goTo(view, 'next');
}

export const takeButtons = (view: EditorView): HTMLElement[] => [
  ...view.contentDOM.querySelectorAll<HTMLElement>('button[data-decision=take]'),
];

function decisionButton(type: 'accept' | 'reject', action: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = type === 'accept' ? 'Take' : 'Leave';
  button.setAttribute('aria-label', `${button.textContent} this change`);
  button.dataset.decision = type === 'accept' ? 'take' : 'leave';
  button.className = type === 'accept' ? 'bg-solid text-on-solid' : 'border border-line bg-surface text-text';
  button.addEventListener('click', action);
  return button;
}
