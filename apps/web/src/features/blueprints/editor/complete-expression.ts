import type { Completion, CompletionResult } from '@codemirror/autocomplete';
import { declaredResources, declaredVariables } from './declared.ts';
import type { Outline } from './outline.ts';
import { addressAt } from './place-at.ts';
import { attributesOf } from './referable-attributes.ts';

/** After `${`: the variables that the text declares, attributes of its other resources, and in a `forEach` the item. */
export function completeExpression(text: string, outline: Outline, offset: number): CompletionResult | null {
  const lineFrom = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineFrom, offset);
  const [matched, dollars = '', written = ''] = /(?<!\$)(\$+)\{([\w.]*)$/.exec(before) ?? [];
  // Two dollars stand for one: `$${` is plain text.
  if (matched === undefined || dollars.length % 2 === 0) return null;
  const close = text[offset] === '}' ? '' : '}';
  const own = addressAt(outline, offset);
  const resources = declaredResources(outline);
  const isForEach = resources.some(({ kind, name, isForEach: repeats }) => repeats && `${kind}.${name}` === own);
  const options: Completion[] = [
    ...(isForEach ? items : []),
    ...declaredVariables(outline).map(({ name, type, description, fallback }) => ({
      label: `var.${name}`,
      type: 'variable',
      boost: 1,
      detail: type ?? '',
      info: [description, fallback === null ? null : `Without a value: ${fallback}`].filter(Boolean).join(' '),
    })),
    ...resources
      .filter(({ kind, name, isForEach: repeats }) => `${kind}.${name}` !== own && !repeats)
      .flatMap(({ kind, name, title }) =>
        attributesOf(kind).map((attribute) => ({
          label: `${kind}.${name}.${attribute}`,
          type: 'constant',
          detail: title ?? '',
        })),
      ),
  ];
  return {
    from: offset - written.length,
    options: options.map((option) => ({ ...option, apply: option.label + close })),
    validFor: /^[\w.]*$/,
  };
}

const items: Completion[] = [
  { label: 'each.key', type: 'keyword', detail: 'the item, or its key', boost: 2 },
  { label: 'each.value', type: 'keyword', detail: 'what stands at the key', boost: 2 },
];
