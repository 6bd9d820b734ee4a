import { describe, expect, it } from 'vitest';
import type { VariableValues } from '../views/index.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import { resolveVariables } from './resolve-variables.ts';

const head = 'groundwork: 1\nname: Clinic\n';

function resolve(source: string, values: VariableValues = {}) {
  const parsed = parseBlueprint(head + source);
  if (!parsed.ok) return { parse: parsed.issues.map(({ message }) => message) };
  const resolved = resolveVariables(parsed.blueprint, values);
  if (!resolved.ok) return { resolve: resolved.issues.map(({ message }) => message) };
  return Object.fromEntries(resolved.resources.map(({ address, properties }) => [address, properties]));
}

const linkTo = (what: string) => `triggerLink: { l: { name: l, redirectTo: 'https://x.test/\${${what}}' } }`;

describe('forEach', () => {
  it('makes one resource for each text of a list, told apart by it', () => {
    expect(resolve("resources: { tag: { svc: { forEach: [exam, X-ray & co.], name: 'svc ${each.value}' } } }")).toEqual(
      {
        'tag.svc["X-ray & co."]': { name: 'svc x-ray & co.' },
        'tag.svc["exam"]': { name: 'svc exam' },
      },
    );
  });

  it('takes a list variable, and a mapping of values or of mappings whose numbers stay numbers', () => {
    const source = `
variables: { services: { type: list, default: [exam] } }
resources:
  tag: { svc: { forEach: '\${var.services}', name: '\${each.key}' } }
  calendar:
    visit:
      forEach: { exam: { minutes: 30, title: Exam }, surgery: { minutes: 120, title: Surgery } }
      name: \${each.value.title} visit
      slotDuration: \${each.value.minutes}
  customValue: { price: { forEach: { exam: 89 }, name: 'Price of \${each.key}', value: '\${each.value}' } }`;
    expect(resolve(source, { services: ['a', 'b'] })).toMatchObject({
      'tag.svc["a"]': { name: 'a' },
      'tag.svc["b"]': { name: 'b' },
      'calendar.visit["exam"]': { name: 'Exam visit', slotDuration: 30 },
      'calendar.visit["surgery"]': { name: 'Surgery visit', slotDuration: 120 },
      'customValue.price["exam"]': { name: 'Price of exam', value: '89' },
    });
  });

  it('lets others refer to one by its key, and its like of another resource by the same key', () => {
    const source = `
resources:
  calendarGroup: { room: { forEach: [one, two], name: 'Room \${each.key}' } }
  calendar:
    visit: { forEach: [one, two], name: 'Visit \${each.key}', groupId: '\${calendarGroup.room[each.key].id}' }
    first: { name: First, groupId: '\${calendarGroup.room["one"].id}' }`;
    expect(resolve(source)).toMatchObject({
      'calendar.visit["two"]': { groupId: '${calendarGroup.room["two"].id}' },
      'calendar.first': { groupId: '${calendarGroup.room["one"].id}' },
    });
  });

  it.for([
    ["tag: { a: { name: '${each.key}' } }", 'needs a forEach in tag.a'],
    ["tag: { a: { forEach: ['${each.key}'], name: x } }", 'cannot stand in forEach itself'],
    [`tag: { a: { forEach: [x], name: '\${each.key}' } }\n  ${linkTo('tag.a.id')}`, 'say which is meant'],
    [`tag: { a: { name: x } }\n  ${linkTo('tag.a["x"].id')}`, 'tag.a has no forEach'],
    ['tag: { a: { forEach: 3, name: x } }', '"forEach" must be a list of texts'],
    ["tag: { a: { forEach: ['${tag.b.id}'], name: '${each.key}' }, b: { name: b } }", 'known before anything is made'],
  ] as const)('refuses %s', ([resources, message]) => {
    expect(resolve(`resources:\n  ${resources}`)).toEqual({ parse: [expect.stringContaining(message)] });
  });

  it.for([
    ["tag: { a: { forEach: [x, x], name: 'a ${each.key}' } }", 'named twice'],
    ["tag: { a: { forEach: ['a{b'], name: 'a ${each.key}' } }", 'cannot tell one of tag.a from the others'],
    ["tag: { a: { forEach: { x: { n: 1 } }, name: 'a ${each.value.m}' } }", '"x" has no "m"'],
    ['tag: { a: { forEach: [x, y], name: same } }', 'are the same tag to GHL'],
    [
      'tag: { a: { forEach: [x], name: x } }\n  triggerLink: { l: { name: l, redirectTo: \'https://x.test/${tag.a["y"].id}\' } }',
      'there is no tag.a["y"]',
    ],
  ] as const)('refuses what its items make of %s', ([resources, message]) => {
    expect(resolve(`resources:\n  ${resources}`)).toEqual({ resolve: [expect.stringContaining(message)] });
  });

  it('does not grow past what a plan takes', () => {
    const list = Array.from({ length: 500 }, (_, index) => `s${index}`);
    const kinds = ['a', 'b', 'c', 'd', 'e'].map(
      (name) => `${name}: { forEach: '\${var.l}', name: '${name} \${each.key}' }`,
    );
    const source = `variables: { l: { type: list } }\nresources: { tag: { ${kinds.join(', ')} } }`;
    expect(resolve(source, { l: list })).toEqual({ resolve: [expect.stringContaining('more than 2000 resources')] });
  });
});

describe('when', () => {
  const source = (condition: string) => `
variables: { online: { type: boolean, default: true }, plan: { type: string, default: gold }, seats: { type: number, default: 2 } }
resources: { tag: { a: { when: ${condition}, name: a }, b: { name: 'b \${var.online}\${var.plan}\${var.seats}' } } }`;
  it.for([
    ["'${var.online}'", true],
    ['false', false],
    ["{ value: '${var.plan}', in: [gold, silver] }", true],
    ["{ value: '${var.plan}', notIn: [gold, silver] }", false],
    ["{ value: '${var.seats}', in: [2] }", true],
    ["{ value: '${var.seats}', in: ['2'] }", true],
  ] as const)('%s is %s', ([condition, isThere]) => {
    expect('tag.a' in resolve(source(condition))).toBe(isThere);
  });

  it('is asked for each instance', () => {
    const text =
      "resources: { tag: { a: { forEach: [x, y], when: { value: '${each.key}', notIn: [x] }, name: 'a ${each.key}' } } }";
    expect(Object.keys(resolve(text))).toEqual(['tag.a["y"]']);
  });

  it('says so when something refers to what it leaves out', () => {
    const text =
      "resources:\n  calendarGroup: { g: { when: false, name: g } }\n  calendar: { c: { name: c, groupId: '${calendarGroup.g.id}' } }";
    expect(resolve(text)).toEqual({
      resolve: [expect.stringContaining('calendarGroup.g is left out, but calendar.c refers to it')],
    });
  });

  it.for(["'${tag.b.id}'", '{ value: x }', "'yes ${var.online}'"])('refuses %s', (condition) => {
    expect(resolve(source(condition))).toHaveProperty('parse');
  });

  it('that is a text variable is neither true nor false', () => {
    expect(resolve(source("'${var.plan}'"))).toEqual({ resolve: [expect.stringContaining('neither true nor false')] });
  });
});

describe('a list variable', () => {
  const source =
    "variables: { l: { type: list } }\nresources: { tag: { a: { forEach: '${var.l}', name: '${each.key}' } } }";
  it.for<[VariableValues, string]>([
    [{ l: 'a' }, 'must be a list, but it is a string'],
    [{ l: Array.from({ length: 501 }, (_, index) => `${index}`) }, 'more than 500 items'],
    [{ l: [1] as unknown as string[] }, 'must be a list of texts'],
    [{}, 'is missing'],
  ])('is checked: %#', ([values, message]) => {
    expect(resolve(source, values)).toEqual({ resolve: [expect.stringContaining(message)] });
  });
});

it('a secret variable has no default', () => {
  expect(resolve('variables: { key: { type: string, secret: true, default: x } }')).toEqual({
    parse: [expect.stringContaining('A secret has no default')],
  });
});
