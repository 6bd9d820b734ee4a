import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Document, isCollection, isScalar, type Node, Scalar, visit } from 'yaml';
import type { Json, JsonObject } from '../json.ts';
import { formatSource } from './format-source.ts';
import { inOrder } from './key-order.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import { readSource } from './read-source.ts';
import { unsafeText } from './unsafe-text.ts';

const anyText = fc
  .oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom('word', ' ', '\n', '#', ': ', '- ', "'", '"', '{', ']', ',', 'yes', '1', '\t', '|', '%', '---'),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
    fc.array(fc.lorem(), { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.constantFrom(
      '08:00',
      'true',
      'null',
      '~',
      '1e3',
      '0x1f',
      '2026-01-01',
      'on',
      '',
      '${var.v}',
      '{{contact.name}}',
    ),
  )
  .map((text) => text.replaceAll(/\$(?=\{(?!var))/g, 'S'))
  .filter((text) => unsafeText(text) === null);
const line = anyText.map((text) => `x${text.replaceAll(/\p{Cc}/gu, ' ').slice(0, 60)}y`);
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).filter((text) => !['constructor', 'prototype'].includes(text));

const tag = fc.record(
  { name: line, when: fc.boolean(), lifecycle: fc.record({ preventDestroy: fc.boolean() }) },
  { requiredKeys: ['name'] },
);
const value = fc.record(
  { value: anyText.map((text) => text || 'x'), name: line, forEach: fc.dictionary(line, fc.integer()) },
  { requiredKeys: ['value', 'name'] },
);
const field = fc.record(
  {
    options: fc.uniqueArray(line, { minLength: 1, selector: (text) => text.trim() }),
    placeholder: anyText,
    dataType: fc.constant('RADIO'),
    name: line,
  },
  { requiredKeys: ['options', 'dataType', 'name'] },
);
const stage = fc.record(
  { winProbability: fc.integer({ min: 0, max: 100 }), name: line, color: fc.constant('#a1b2c3') },
  { requiredKeys: ['name'] },
);
const pipeline = fc.record({
  stages: fc.uniqueArray(stage, { minLength: 1, selector: (one) => one.name.trim().toLowerCase() }),
  name: line,
});
const some = (one: fc.Arbitrary<unknown>) => fc.dictionary(name, one, { maxKeys: 4 });

/** Keys in any order; most are valid. */
const blueprint = fc
  .record(
    {
      resources: fc.record(
        { pipeline: some(pipeline), customField: some(field), customValue: some(value), tag: some(tag) },
        { requiredKeys: [] },
      ),
      description: anyText,
      variables: fc.constant({ v: { default: 'x', type: 'string' } }),
      name: line,
      groundwork: fc.constant(1),
    },
    { requiredKeys: ['resources', 'variables', 'name', 'groundwork'] },
  )
  .map((document) => document as unknown as JsonObject);

/** How somebody might have written it: any quotes, flow or block, with comments and empty lines. */
const messy = fc
  .tuple(blueprint, fc.infiniteStream(fc.nat(11)), fc.constantFrom(2, 3, 4), fc.constantFrom(0, 40, 80))
  .map(([document, dice, indent, lineWidth]) => {
    const yaml = new Document(document);
    let comments = 0;
    const roll = () => dice.next().value ?? 0;
    visit(yaml, {
      Node: (key, node, ancestors) => {
        const inFlow = ancestors.some((one) => isCollection(one) && one.flow);
        if (isCollection(node) && !inFlow && node.items.length > 0) node.flow = roll() > 8 && ancestors.length > 1;
        decorate(node, key, roll, inFlow);
        if (!inFlow && roll() > 8) comment(node, key, ++comments, roll);
      },
    });
    return { source: yaml.toString({ indent, lineWidth }), comments };
  });

const types = [
  Scalar.PLAIN,
  Scalar.QUOTE_DOUBLE,
  Scalar.QUOTE_SINGLE,
  Scalar.BLOCK_FOLDED,
  Scalar.BLOCK_LITERAL,
] as const;

function decorate(node: Node, key: unknown, roll: () => number, inFlow: boolean): void {
  if (isScalar(node) && typeof node.value === 'string')
    node.type = types[key === 'key' || inFlow ? roll() % 3 : roll() % 5] ?? 'PLAIN';
}

function comment(node: Node, key: unknown, count: number, roll: () => number): void {
  if (roll() > 6) node.spaceBefore = true;
  if (key === 'key' && isScalar(node)) node.commentBefore = ` note ${count}.`;
  else if (isScalar(node) && typeof node.value !== 'string') node.comment = ` note ${count}.`;
}

const valueOf = (source: string): Json => {
  const read = readSource(source);
  return 'document' in read ? read.document.value : null;
};

const formatted = (source: string): string => {
  const result = formatSource(source);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.source;
};

test('what a blueprint says stays, in the order of keys, with every comment; and once is enough', () => {
  let valid = 0;
  fc.assert(
    fc.property(messy, ({ source }) => {
      if (!parseBlueprint(source).ok) return;
      valid++;
      const result = formatted(source);
      expect(JSON.stringify(valueOf(result))).toBe(JSON.stringify(inOrder(valueOf(source))));
      expect(formatted(result)).toBe(result);
      for (const [note] of source.matchAll(/# note \d+\./g)) expect(result.split(note)).toHaveLength(2);
    }),
    { numRuns: 60 },
  );
  expect(valid).toBeGreaterThan(30);
});

test('JSON stays JSON, and says the same', () => {
  fc.assert(
    fc.property(blueprint, (document) => {
      const source = JSON.stringify(document);
      if (!parseBlueprint(source).ok) return;
      const result = formatted(source);
      expect(JSON.parse(result)).toEqual(document);
      expect(formatted(result)).toBe(result);
      expect(result).toBe(`${JSON.stringify(inOrder(document), null, 2)}\n`);
    }),
    { numRuns: 60 },
  );
});
