import fc from 'fast-check';
import { stringify } from 'yaml';
import { expect, it } from 'vitest';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import type { Blueprint, VariableDeclaration } from '../blueprint/types.ts';
import { removeVariable, renameVariable, setVariable } from './edit-variables.ts';
import type { EditResult } from './edit-resource.ts';

const text = fc.oneof(
  fc.constantFrom('Hello', '12', 'true', 'a: b', '- x', '# no comment', '$${var.a}', ' a ', '"q"', 'é', 'two\nlines'),
  fc.string({ maxLength: 12 }).filter((drawn) => !/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF$]/u.test(drawn)),
);
/** Lists are not empty: in block style the library writes one that it cannot read. */
const declaration: fc.Arbitrary<VariableDeclaration> = fc.oneof(
  fc.record(
    { type: fc.constant('string' as const), default: text, description: text.filter((drawn) => drawn.trim() !== '') },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('number' as const), default: fc.integer() }, { requiredKeys: ['type'] }),
  fc.record(
    {
      type: fc.constant('list' as const),
      default: fc.array(
        text.map((item) => `x${item}`),
        { minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['type'] },
  ),
);
const names = ['a', 'b', 'ab'] as const;
const drawn = fc.record({
  variables: fc.dictionary(fc.constantFrom(...names), declaration, { noNullPrototype: true }),
  values: fc.array(fc.tuple(text, fc.constantFrom(...names), text), { minLength: 1, maxLength: 4 }),
  declared: declaration,
  name: fc.constantFrom(...names),
});
const layout = fc.record({
  collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
  indentSeq: fc.boolean(),
  json: fc.boolean(),
});

const sourceOf = (result: EditResult): string => {
  if (!result.ok) throw new Error(result.reason);
  return result.source;
};
function read(source: string): Pick<Blueprint, 'variables' | 'resources'> {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.issues)}\n${source}`);
  return { variables: parsed.blueprint.variables, resources: parsed.blueprint.resources };
}
const valuesOf = (values: [string, string, string][], rename = (name: string) => name) =>
  Object.fromEntries(
    values.map(([before, name, after], index) => [
      `v${index}`,
      { name: `V${index}`, value: `x${before}\${var.${rename(name)}}${after}` },
    ]),
  );

it('however a text is written, it declares afterwards what was set, renamed or removed, and else what it did', () => {
  fc.assert(
    fc.property(drawn, layout, ({ variables, values, declared, name }, { json, ...style }) => {
      const complete = { ...Object.fromEntries(names.map((one) => [one, { type: 'string' }])), ...variables };
      const { [name]: _, ...without } = complete;
      const document = {
        groundwork: 1,
        name: 'Any',
        variables: without,
        resources: { customValue: valuesOf(values) },
      };
      let now = json ? JSON.stringify(document) : stringify(document, { lineWidth: 0, ...style });
      now = sourceOf(setVariable(now, name, { type: 'boolean' }));
      now = sourceOf(setVariable(now, name, declared));
      expect(read(now)).toEqual({
        variables: { ...without, [name]: declared },
        resources: { customValue: valuesOf(values) },
      });
      now = sourceOf(renameVariable(now, name, 'other'));
      const renamed = { customValue: valuesOf(values, (one) => (one === name ? 'other' : one)) };
      expect(read(now)).toEqual({ variables: { ...without, other: declared }, resources: renamed });
      now = sourceOf(renameVariable(now, 'other', name));
      now = sourceOf(setVariable(now, 'spare', declared));
      now = sourceOf(removeVariable(now, 'spare'));
      expect(read(now)).toEqual({
        variables: { ...without, [name]: declared },
        resources: { customValue: valuesOf(values) },
      });
    }),
    { numRuns: 200 },
  );
});
