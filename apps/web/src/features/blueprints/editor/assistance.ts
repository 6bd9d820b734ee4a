import { autocompletion, type CompletionSource } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { completeExpression } from './complete-expression.ts';
import { completeFromSchema } from './complete-schema.ts';
import { type Description, describePlace } from './describe-place.ts';
import { outlineOfState } from './editor-outline.ts';
import type { SchemaNode } from './schema-at.ts';

/** Completion and hover. The schema is asked for each time: it may come later than the editor. */
export const assistance = (schema: () => SchemaNode | null): Extension => [
  autocompletion({ override: [completionSource(schema)], icons: false, maxRenderedOptions: 60 }),
  hoverTooltip((view, offset) => {
    const { text, outline } = outlineOfState(view.state);
    const found = describePlace(text, outline, offset, schema());
    return found && { pos: found.from, end: found.to, above: true, create: () => ({ dom: hoverCard(found) }) };
  }),
];

const completionSource =
  (schema: () => SchemaNode | null): CompletionSource =>
  ({ state, pos, explicit }) => {
    const { text, outline } = outlineOfState(state);
    const expression = completeExpression(text, outline, pos);
    const known = schema();
    if (expression || !known) return expression;
    const result = completeFromSchema(text, outline, pos, known);
    // On an empty place a list of keys would be in the way of who only moves on.
    const isWanted = explicit || result?.from !== pos || /[:[,] $|\[$/.test(text.slice(pos - 2, pos));
    return isWanted ? result : null;
  };

function hoverCard({ title, type, text, allowed }: Description): HTMLElement {
  const card = document.createElement('div');
  card.className = 'max-w-sm space-y-1 px-3 py-2';
  const add = (tag: string, className: string, content: string) => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = content;
    card.append(element);
  };
  add('p', 'font-mono text-sm font-semibold', title);
  if (type) add('p', 'text-xs text-muted', type);
  if (text) add('p', 'text-sm', text);
  if (allowed.length > 0) add('p', 'font-mono text-xs text-muted', allowed.join(' · '));
  return card;
}
