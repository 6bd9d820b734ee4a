import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { authorAnswer, improveAnswer } from './answer-forms.ts';

const proposal = (changes: JsonObject = {}): JsonObject => ({
  name: null,
  description: null,
  variables: [],
  resources: [],
  remove: [],
  ...changes,
});
const answer = (changes: JsonObject, rest: JsonObject = {}): JsonObject => ({
  questions: [],
  proposal: proposal(changes),
  summary: 'Done.',
  notes: [],
  ...rest,
});
const read = (written: Json) => authorAnswer().read(written);
function proposed(changes: JsonObject) {
  const result = read(answer(changes));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value.proposal;
}
function refused(written: Json): string[] {
  const result = read(written);
  return result.ok ? [] : result.issues.map(({ path, message }) => `${path ?? ''}: ${message}`);
}

describe('a strict answer is read as a proposal', () => {
  it('without what is null or says nothing', () => {
    const stages = [{ name: 'New', winProbability: null, color: '#000000' }];
    const sales = {
      kind: 'pipeline',
      address: 'sales',
      name: 'Sales',
      stages,
      when: null,
      forEach: null,
      lifecycle: null,
    };
    const note = { kind: 'customField', address: 'note', name: 'Note', dataType: 'TEXT', options: [], placeholder: '' };
    expect(proposed({ resources: [sales, note] })?.resources).toEqual([
      { kind: 'pipeline', address: 'sales', name: 'Sales', stages: [{ name: 'New', color: '#000000' }] },
      { kind: 'customField', address: 'note', name: 'Note', dataType: 'TEXT' },
    ]);
  });

  it('without what is so anyway', () => {
    const lifecycle = { manage: 'own', preventDestroy: false };
    const variables = [{ name: 'a', type: 'string', description: '', default: null, secret: false }];
    const read = proposed({ variables, resources: [{ kind: 'tag', address: 'a', name: 'a', lifecycle }] });
    expect(read?.variables).toEqual([{ name: 'a', type: 'string' }]);
    expect(read?.resources).toEqual([{ kind: 'tag', address: 'a', name: 'a' }]);
  });

  it('with mappings made of their lists', () => {
    const forEach = [
      { key: 'exam', attribute: 'minutes', value: 60 },
      { key: 'exam', attribute: 'price', value: 99.5 },
      { key: 'talk', attribute: null, value: 15 },
    ];
    const when = { value: '${var.plan}', in: ['gold'], notIn: [] };
    const lifecycle = { manage: 'seed', preventDestroy: null };
    expect(
      proposed({ resources: [{ kind: 'tag', address: 'a', name: '${each.key}', forEach, when, lifecycle }] })
        ?.resources,
    ).toEqual([
      {
        kind: 'tag',
        address: 'a',
        name: '${each.key}',
        forEach: { exam: { minutes: 60, price: 99.5 }, talk: 15 },
        when: { value: '${var.plan}', in: ['gold'] },
        lifecycle: { manage: 'seed' },
      },
    ]);
  });

  it('and read again says the same', () => {
    const variables = [{ name: 'phone', type: 'string', description: 'Number', default: null, secret: null }];
    const once = proposed({ variables, resources: [{ kind: 'tag', address: 'tag.VIP client', name: 'vip' }] });
    expect(once?.resources[0]).toMatchObject({ address: 'vip_client' });
    expect(proposed({ ...once } as unknown as JsonObject)).toEqual(once);
  });

  it('without a proposal where it asks back, and with no more than three questions', () => {
    const questions = ['a', 'b', 'c', 'd'].map((question) => ({ question, why: '', options: [] }));
    const result = read(answer({ name: 'X' }, { questions }));
    expect(result).toMatchObject({ ok: true, value: { proposal: null, questions: [{}, {}, {}] } });
  });
});

describe('what does not exist is refused in words that a model can follow', () => {
  test.for<[what: string, written: Json, says: string]>([
    [
      'a kind',
      answer({ resources: [{ kind: 'tags', address: 'a', name: 'a' }] }),
      'proposal.resources[0].kind: There is no kind "tags". Did you mean "tag"?',
    ],
    [
      'a kind of GHL that its API cannot write',
      answer({ resources: [{ kind: 'workflow', address: 'a', name: 'a' }] }),
      'There is no kind "workflow". Groundwork knows tag,',
    ],
    [
      'an attribute',
      answer({ resources: [{ kind: 'customField', address: 'a', name: 'A', datatype: 'TEXT' }] }),
      'proposal.resources[0].datatype: A custom field has no "datatype". Did you mean "dataType"?',
    ],
    [
      'an address',
      answer({ resources: [{ kind: 'tag', address: '1.2', name: 'a' }] }),
      'proposal.resources[0].address: Write the name half of tag.name',
    ],
    [
      'an address twice',
      answer({
        resources: [
          { kind: 'tag', address: 'a', name: 'a' },
          { kind: 'tag', address: 'A', name: 'b' },
        ],
      }),
      'proposal.resources[1].address: This address is there twice.',
    ],
    [
      'a type of a variable',
      answer({ variables: [{ name: 'a', type: 'text' }] }),
      'proposal.variables[0].type: "type" must be one of string, number, boolean, list.',
    ],
    [
      'no proposal and no question',
      { questions: [], proposal: null, summary: '', notes: [] },
      'proposal: Give a proposal, or questions.',
    ],
    ['another form', 'Sure! Here is your blueprint', 'must be a mapping'],
    ['a list', [], 'must be a mapping'],
  ])('%s', ([, written, says]) => expect(refused(written).join('\n')).toContain(says));
});

describe('an answer of any size is judged before it is used', () => {
  test.for<[what: string, changes: JsonObject, says: string]>([
    [
      'resources',
      { resources: Array.from({ length: 301 }, (_, n) => ({ kind: 'tag', address: `t${n}`, name: `${n}` })) },
      'more than 300 resources',
    ],
    [
      'variables',
      { variables: Array.from({ length: 101 }, (_, n) => ({ name: `v${n}`, type: 'string' })) },
      'more than 100 variables',
    ],
    [
      'text',
      { resources: [{ kind: 'customValue', address: 'a', name: 'A', value: 'x'.repeat(10_001) }] },
      'more than 10000 characters',
    ],
    [
      'depth',
      { resources: [JSON.parse('{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000)) as JsonObject] },
      'nested deeper',
    ],
    ['everything', { remove: Array.from({ length: 60 }, () => 'x'.repeat(9_999)) }, 'too long'],
  ])('%s', ([, changes, says]) => expect(refused(answer(changes)).join('\n')).toContain(says));
});

it('reads suggestions, with changes or without', () => {
  const suggestion = { title: 'Join', why: 'Twice.', reason: 'duplicate', addresses: ['tag.a'], change: null };
  const change = proposal({ remove: ['tag.a'] });
  expect(
    improveAnswer().read({
      suggestions: [suggestion, { ...suggestion, change }, { ...suggestion, change: proposal() }],
    }),
  ).toEqual({
    ok: true,
    value: { suggestions: [suggestion, { ...suggestion, change }, suggestion] },
  });
  const invented = proposal({ resources: [{ kind: 'funnel', address: 'a', name: 'a' }] });
  expect(improveAnswer().read({ suggestions: [{ ...suggestion, change: invented }] })).toMatchObject({
    ok: false,
    issues: [{ path: 'suggestions[0].change.resources[0].kind' }],
  });
});
