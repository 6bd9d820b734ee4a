import fc from 'fast-check';
import { Document, isCollection, isNode, isPair, isScalar, visit } from 'yaml';
import { parseBlueprint } from '../../blueprint/parse-blueprint.ts';
import type { Blueprint } from '../../blueprint/types.ts';
import { unsafeText } from '../../blueprint/unsafe-text.ts';
import type { JsonObject } from '../../json.ts';

const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '08:00',
      'yes',
      'null',
      '1e3',
      'a: b',
      '# no',
      '- x',
      '{a}',
      "it's",
      '${var.v}',
      '{{contact.name}}',
    ),
    fc.array(fc.lorem(), { maxLength: 30 }).map((words) => words.join(' ')),
    fc.constant('two\nlines of it\n'),
  )
  .map((written) => written.replaceAll(/\$(?=\{(?!var))/g, 'S'))
  .filter((written) => unsafeText(written) === null);
const line = text.map((written) => `x${written.replaceAll(/\p{Cc}/gu, ' ')}`);
const id = fc.constantFrom('a', 'b', 'c', 'd', 'vip', 'new_one');
const stage = fc.record(
  {
    name: fc.constantFrom('New', 'Held', 'Won', 'Lost', 'Old: one'),
    winProbability: fc.nat(100),
    color: fc.constant('#a1b2c3'),
  },
  { requiredKeys: ['name'] },
);
const lifecycle = fc.record(
  { manage: fc.constantFrom('own', 'seed'), preventDestroy: fc.boolean() },
  { requiredKeys: [] },
);
const some = (one: fc.Arbitrary<JsonObject>) => fc.dictionary(id, one, { maxKeys: 4 });

const resources = fc.record(
  {
    tag: some(fc.record({ name: line, when: fc.boolean(), lifecycle }, { requiredKeys: ['name'] })),
    customValue: some(
      fc.record(
        {
          name: line,
          value: text.map((written) => written || 'x'),
          forEach: fc.dictionary(line, fc.nat(), { minKeys: 1, maxKeys: 2 }),
        },
        { requiredKeys: ['name', 'value'] },
      ),
    ),
    customField: some(
      fc.record(
        {
          name: line,
          dataType: fc.constant('RADIO'),
          options: fc.uniqueArray(line, { minLength: 1, maxLength: 4 }),
          placeholder: text,
        },
        { requiredKeys: ['name', 'dataType', 'options'] },
      ),
    ),
    pipeline: some(
      fc.record({ name: line, stages: fc.uniqueArray(stage, { minLength: 1, selector: ({ name }) => name }) }),
    ),
  },
  { requiredKeys: [] },
);

const content = fc.record(
  { description: text, name: line, variables: fc.constant({ v: { type: 'string', default: 'x' } }), resources },
  { requiredKeys: ['name', 'variables', 'resources'] },
);

export interface AnySource {
  source: string;
  blueprint: Blueprint;
}

/** A valid blueprint as somebody may have written it: flow or block, any indentation, with comments, empty lines and numbers on them. */
export const anySource: fc.Arbitrary<AnySource> = fc
  .tuple(content, fc.infiniteStream(fc.nat(11)), fc.constantFrom(2, 3, 4), fc.boolean(), fc.boolean())
  .map(([document, dice, indent, indentSeq, isJson]) => {
    const whole = { groundwork: 1, ...document };
    return isJson && (dice.next().value ?? 0) > 8
      ? JSON.stringify(whole, null, indent)
      : decorated(new Document(whole), () => dice.next().value ?? 0).toString({ indent, indentSeq, lineWidth: 0 });
  })
  .map((source) => ({ source, parsed: parseBlueprint(source) }))
  .filter(({ parsed }) => parsed.ok)
  .map(({ source, parsed }) => {
    if (!parsed.ok) throw new Error('filtered above');
    return { source, blueprint: parsed.blueprint };
  });

function decorated(document: Document, roll: () => number): Document {
  let comments = 0;
  visit(document, (key, node, ancestors) => {
    const inFlow = ancestors.some((one) => isCollection(one) && one.flow);
    if (isCollection(node) && !inFlow && node.items.length > 0) node.flow = roll() > 8 && ancestors.length > 1;
    if (inFlow || ancestors.length < 2) return;
    if (isPair(node) && isNode(node.key) && roll() > 9) node.key.commentBefore = ` above ${++comments}`;
    if (isPair(node) && isNode(node.key) && roll() > 9) node.key.spaceBefore = true;
    if (isScalar(node) && key === 'value' && roll() > 9) node.comment = ` beside ${++comments}`;
  });
  return document;
}
