import { Chunk, MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView, highlightActiveLine } from '@codemirror/view';
import { evenLines } from './editor/change-text.ts';
import { lineDiff } from './editor/line-changes.ts';
import { toRead } from './editor/to-read.ts';

export interface Side {
  source: string;
  /** "Version 2" */
  label: string;
}

/** Lines of either side, from the first to the last; null where that side has none of them. */
export interface TextChange {
  from: Lines | null;
  to: Lines | null;
}
type Lines = readonly [first: number, last: number];

export interface ShownMerge {
  changes: TextChange[];
  goTo(index: number): void;
  destroy(): void;
}

interface MergeOptions {
  from: Side;
  to: Side;
  /** In one column, where two have no place. */
  isUnified: boolean;
  /** Unchanged stretches are folded. */
  isFolded: boolean;
}

/** Two texts to read, and what differs between them. */
export function showMerge(parent: HTMLElement, { from, to, isUnified, isFolded }: MergeOptions): ShownMerge {
  const folds = isFolded ? { collapseUnchanged: { margin: 3, minSize: 4 } } : {};
  const shared = { gutter: true, highlightChanges: true, diffConfig: lineDiff, ...folds };
  if (isUnified) {
    const original = EditorState.create({ doc: evenLines(from.source) }).doc;
    const view = new EditorView({
      parent,
      doc: evenLines(to.source),
      extensions: [
        readable(`${from.label} and ${to.label}`),
        unifiedMergeView({ ...shared, original, mergeControls: false }),
      ],
    });
    const chunks = Chunk.build(original, view.state.doc, lineDiff);
    return shown(chunks, { a: original, b: view.state.doc, reveal: (chunk) => reveal(view, chunk.fromB), view });
  }
  const view = new MergeView({
    parent,
    ...shared,
    a: { doc: evenLines(from.source), extensions: readable(from.label) },
    b: { doc: evenLines(to.source), extensions: readable(to.label) },
  });
  return shown(view.chunks, {
    a: view.a.state.doc,
    b: view.b.state.doc,
    reveal: (chunk) => {
      view.a.dispatch({ selection: { anchor: Math.min(chunk.fromA, view.a.state.doc.length) } });
      reveal(view.b, chunk.fromB);
    },
    view,
  });
}

const marks = EditorView.theme({
  // The line that `goTo` led to, once it did.
  '[data-at-change] & .cm-activeLine': { boxShadow: 'inset 3px 0 var(--color-accent)' },
});

const readable = (label: string): Extension => [marks, toRead(label), highlightActiveLine()];

interface Shown {
  a: Text;
  b: Text;
  reveal: (chunk: Chunk) => void;
  view: { destroy(): void };
}

const shown = (chunks: readonly Chunk[], { a, b, reveal: show, view }: Shown): ShownMerge => ({
  changes: chunks.map((chunk) => ({
    from: linesOf(a, chunk.fromA, chunk.endA, chunk.fromA === chunk.toA),
    to: linesOf(b, chunk.fromB, chunk.endB, chunk.fromB === chunk.toB),
  })),
  goTo(index) {
    const chunk = chunks[index];
    if (chunk) show(chunk);
  },
  destroy: () => view.destroy(),
});

const linesOf = (text: Text, from: number, end: number, isEmpty: boolean): Lines | null =>
  isEmpty ? null : [text.lineAt(from).number, text.lineAt(end).number];

function reveal(view: EditorView, offset: number): void {
  const anchor = Math.min(offset, view.state.doc.length);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
}
