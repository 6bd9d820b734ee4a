import type { Extension } from '@codemirror/state';
import { Decoration, type DecorationSet, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const marker = new MatchDecorator({
  regexp: /(?<!\$)\$(?:\$\$)*\{[^}\n]*\}/g,
  decoration: Decoration.mark({ class: 'cm-expression' }),
});

/** Colours `${…}`, wherever it stands. */
export const expressionMarks: Extension = ViewPlugin.define(
  (view): { marks: DecorationSet; update(update: ViewUpdate): void } => ({
    marks: marker.createDeco(view),
    update(update) {
      this.marks = marker.updateDeco(update, this.marks);
    },
  }),
  { decorations: ({ marks }) => marks },
);
