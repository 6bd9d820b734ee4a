import fc from 'fast-check';
import { stringify } from 'yaml';
import { expect, it } from 'vitest';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import type { Json, JsonObject } from '../json.ts';
import { editResource } from './edit-resource.ts';

const texts = fc.oneof(
  fc.constantFrom(
    'Hello',
    '12',
    'true',
    'null',
    'a: b',
    '- x',
    '# no comment',
    '${x}',
    '$${x}',
    ' a ',
    '"q"',
    'é',
    'two\nlines',
    '{a}',
    '[1]',
  ),
  fc.string({ maxLength: 12 }).filter((text) => !/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u.test(text)),
);
const value = texts.filter((text) => text.trim() !== '');
const blueprint = fc.record({
  values: fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), value), { selector: ([name]) => name, minLength: 1 }),
  stages: fc.uniqueArray(fc.constantFrom('New', 'Held', 'Won'), { minLength: 1 }),
  options: fc.uniqueArray(fc.constantFrom('x', 'y, z', '#1'), { minLength: 1 }),
});
type Drawn = typeof blueprint extends fc.Arbitrary<infer T> ? T : never;

/** `$` doubled before a brace, so that it is plain. */
const escaped = (text: string): string => text.replaceAll(/\$+(?=\{)/g, (dollars) => dollars + dollars);
const documentOf = ({ values, stages, options }: Drawn): JsonObject => ({
  groundwork: 1,
  name: 'Any',
  resources: {
    customValue: Object.fromEntries(values.map(([name, text]) => [name, { name, value: escaped(text) }])),
    customField: { f: { name: 'F', dataType: 'RADIO', options } },
    pipeline: { p: { name: 'P', stages: stages.map((name) => ({ name, winProbability: 5 })) } },
  },
});
const layout = fc.record({
  collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
  indentSeq: fc.boolean(),
  json: fc.boolean(),
});
const read = (source: string): Json => {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.issues)}\n${source}`);
  return parsed.blueprint.resources as unknown as Json;
};

it('however it is written, a blueprint says afterwards what the account holds, and else what it said', () => {
  fc.assert(
    fc.property(blueprint, layout, value, ({ ...drawn }, { json, ...style }, text) => {
      const document = documentOf(drawn);
      const source = json ? JSON.stringify(document) : stringify(document, { lineWidth: 0, ...style });
      const name = drawn.values[0]?.[0] ?? 'a';
      const [stage = ''] = drawn.stages;
      let now = source;
      const edit = (address: string, path: string | null, held: Json) => {
        const result = editResource(now, { address, path, value: held });
        if (!result.ok) throw new Error(`${result.reason}\n${now}`);
        now = result.source;
      };
      edit(`customValue.${name}`, 'value', text);
      edit('customField.f', 'options', ['the first of them', text.trim()]);
      edit('pipeline.p', `stages[${stage}].winProbability`, 80);
      edit('pipeline.p', 'stages', drawn.stages.toReversed());
      const expected = documentOf({
        ...drawn,
        values: drawn.values.map(([id, was]) => [id, id === name ? text : was]),
      });
      const resources = expected['resources'] as Record<string, JsonObject>;
      expect(read(now)).toEqual({
        ...resources,
        customField: { f: { name: 'F', dataType: 'RADIO', options: ['the first of them', escaped(text.trim())] } },
        pipeline: {
          p: {
            name: 'P',
            stages: drawn.stages.toReversed().map((id) => ({ name: id, winProbability: id === stage ? 80 : 5 })),
          },
        },
      });
      if (drawn.stages.length > 1) edit('pipeline.p', `stages[${stage}]`, null);
      edit(`customValue.${name}`, null, null);
      edit('customField.f', null, null);
      edit('pipeline.p', null, null);
      const left = drawn.values.filter(([id]) => id !== name);
      expect(read(now)).toEqual(
        left.length > 0
          ? { customValue: Object.fromEntries(left.map(([id, was]) => [id, { name: id, value: escaped(was) }])) }
          : {},
      );
    }),
    { numRuns: 300 },
  );
});
