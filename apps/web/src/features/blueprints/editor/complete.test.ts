import { blueprintJsonSchema } from '@groundwork/shared/blueprint';
import { expect, test } from 'vitest';
import { completeExpression } from './complete-expression.ts';
import { completeFromSchema } from './complete-schema.ts';
import { describePlace } from './describe-place.ts';
import { outlineOf } from './outline.ts';
import type { SchemaNode } from './schema-at.ts';
import { newEntry } from './snippet-of.ts';

const schema = JSON.parse(JSON.stringify(blueprintJsonSchema())) as SchemaNode;

/** The text has a bar where the cursor is. */
function labels(marked: string): string[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const outline = outlineOf(text);
  const result = completeExpression(text, outline, offset) ?? completeFromSchema(text, outline, offset, schema);
  return result?.options.map(({ label }) => label) ?? [];
}

const field = (line: string) => `resources:\n  customField:\n    a:\n      name: A\n      ${line}`;

test('offers the keys of the place, but for those that are there', () => {
  expect(labels('groundwork: 1\n|')).toEqual(['name', 'description', 'variables', 'resources']);
  expect(labels(field('|'))).toEqual(['model', 'dataType', 'placeholder', 'options', 'when', 'forEach', 'lifecycle']);
  expect(labels(field('lifecycle: { | }'))).toEqual(['manage', 'preventDestroy', 'ignore']);
  expect(labels('resources:\n  tag:\n    a: { name: x }\n  |')).not.toContain('tag');
  expect(labels('resources:\n  |')).toContain('pipeline');
});

test('offers the values of the place', () => {
  expect(labels(field('dataType: |'))).toContain('LARGE_TEXT');
  expect(labels(field('lifecycle: { manage: | }'))).toEqual(['own', 'seed', 'observe', 'reference']);
  expect(labels(field('lifecycle:\n        preventDestroy: |'))).toEqual(['true', 'false']);
  expect(labels(field('lifecycle: { ignore: [model, |] }'))).toContain('placeholder');
});

test('offers a whole new resource of a kind, with what it requires', () => {
  expect(labels('resources:\n  customField:\n    |')).toEqual(['new_custom_field']);
  const entry = schema.properties?.['resources']?.properties?.['customField']?.additionalProperties;
  expect(typeof entry === 'object' && newEntry(entry, 'x', 0)).toBe('#{x}:\n\tname: #{Name}\n\tdataType: #{TEXT}');
});

test('offers nothing in JSON, comments and free texts', () => {
  expect(labels('{ "resources": { "tag": { "a": { | } } } }')).toEqual([]);
  expect(labels('# |')).toEqual([]);
  expect(labels(field('placeholder: |'))).toEqual([]);
});

const whole = `variables:
  phone: { type: string, description: Of the office }
resources:
  customField:
    insurer: { name: Insurer, dataType: TEXT }
  tag:
    each: { forEach: [a, b], name: "§" }
`;

test('after ${ offers what the text declares', () => {
  expect(labels(whole.replace('§', '${|'))).toEqual([
    'each.key',
    'each.value',
    'var.phone',
    'customField.insurer.id',
    'customField.insurer.fieldKey',
  ]);
  expect(labels(whole.replace('Insurer', '${var.|'))).toEqual(['var.phone']);
  expect(labels(whole.replace('§', () => '$${|'))).toEqual([]);
});

test('says what a key is, and what an expression refers to', () => {
  const described = (text: string, word: string) =>
    describePlace(text, outlineOf(text), text.indexOf(word) + 2, schema);
  expect(described(whole, 'dataType')).toMatchObject({
    title: 'dataType',
    type: 'one of 15',
    text: 'GHL cannot change it later.',
    allowed: expect.arrayContaining(['PHONE']),
  });
  expect(described(whole.replace('§', '${var.phone}'), '${var')).toMatchObject({
    type: 'string',
    text: 'Of the office. Every account is asked for it.',
  });
  expect(described(whole.replace('§', '${customField.insurer.id}'), '${custom')).toMatchObject({
    text: 'Of customField.insurer. “Insurer”',
  });
  expect(described(whole.replace('§', '${var.fax}'), '${var')?.text).toMatch(/No variable/);
});
