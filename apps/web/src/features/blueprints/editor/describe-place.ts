import { declaredResources, declaredVariables } from './declared.ts';
import type { Outline } from './outline.ts';
import { nodeAt } from './place-at.ts';
import { allowedValues, type SchemaNode, schemasAt, typeWords } from './schema-at.ts';

/** What is known of the word at an offset, and from where to where it holds. */
export interface Description {
  from: number;
  to: number;
  title: string;
  type: string | null;
  text: string | null;
  allowed: readonly string[];
}

export function describePlace(
  text: string,
  outline: Outline,
  offset: number,
  schema: SchemaNode | null,
): Description | null {
  return describeExpression(text, outline, offset) ?? (schema && describeKey(outline, offset, schema));
}

function describeKey(outline: Outline, offset: number, schema: SchemaNode): Description | null {
  const found = nodeAt(outline, offset);
  if (!found) return null;
  const [known] = schemasAt(schema, found.node.path);
  if (!known) return null;
  const { node, isKey } = found;
  const isNamed = node.path.length === 3 && node.path[0] === 'resources';
  return {
    from: isKey ? node.keyFrom : node.valueFrom,
    to: isKey ? node.keyTo : node.valueTo,
    title: known.title ?? (isNamed ? node.path.slice(1).join('.') : String(node.path.at(-1))),
    type: isNamed ? null : typeWords(known),
    text: known.description ?? (isNamed ? 'A name of yours, by which others refer to it.' : null),
    allowed: allowedValues(known),
  };
}

function describeExpression(text: string, outline: Outline, offset: number): Description | null {
  const from = text.lastIndexOf('${', offset);
  const close = text.indexOf('}', from);
  if (from < 0 || close < offset || text.slice(from, close).includes('\n')) return null;
  const expression = text.slice(from + 2, close).trim();
  const shared = { from, to: close + 1, allowed: [] };
  const [scope = '', name = ''] = expression.split('.');
  if (scope === 'each') return { ...shared, title: expression, type: null, text: 'Of the item that forEach is at.' };
  if (scope === 'var') {
    const variable = declaredVariables(outline).find((declared) => declared.name === name);
    if (!variable) return { ...shared, title: expression, type: null, text: 'No variable of this text has that name.' };
    const fallback =
      variable.fallback === null ? 'Every account is asked for it.' : `Without a value: ${variable.fallback}`;
    return { ...shared, title: expression, type: variable.type, text: sentences(variable.description, fallback) };
  }
  const key = name.replace(/\[.*$/s, '');
  const resource = declaredResources(outline).find((declared) => declared.kind === scope && declared.name === key);
  if (!resource)
    return { ...shared, title: expression, type: null, text: 'No resource of this text is at that address.' };
  return {
    ...shared,
    title: expression,
    type: null,
    text: sentences(`Of ${scope}.${key}`, resource.title && `“${resource.title}”`),
  };
}

const sentences = (...parts: (string | null)[]) =>
  parts
    .filter((part) => part !== null)
    .map((part) => (/[.!?”]$/.test(part) ? part : `${part}.`))
    .join(' ');
