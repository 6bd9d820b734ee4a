import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintBlueprint } from './lint-blueprint.ts';
import { parseBlueprint } from './parse-blueprint.ts';

const variables = `
variables:
  online: { type: boolean, default: true }
  plan: { type: string, default: gold }
  seats: { type: number, default: 2 }
  list: { type: list, default: [] }`;
const whole = (resources: string) => `groundwork: 1\nname: Clinic${variables}\nresources:\n  ${resources}\n`;

function lint(resources: string, before?: string) {
  const source = whole(resources);
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const previous = before === undefined ? null : parseBlueprint(whole(before));
  if (previous?.ok === false) throw new Error(JSON.stringify(previous.issues));
  return previous ? lintBlueprint(source, previous.blueprint) : lintBlueprint(source);
}
const messages = (...given: Parameters<typeof lint>) => lint(...given).map(({ message }) => message);
const tagWhen = (when: string) => `tag: { a: { name: a, when: ${when} } }`;
const value = (text: string) => `customValue: { a: { name: a, value: ${JSON.stringify(text)} } }`;

describe('conditions', () => {
  it.for([
    ['true', 'always holds'],
    ['false', 'never holds'],
    ['{ value: gold, in: [gold] }', 'always holds'],
    ['{ value: gold, notIn: [gold] }', 'never holds'],
    ["{ value: '${var.online}', in: [yes, no] }", 'never holds'],
    ["{ value: '${var.online}', in: [true, false] }", 'always holds'],
    ["{ value: '${var.online}', notIn: [maybe] }", 'always holds'],
    ["{ value: '${var.seats}', in: [two] }", 'never holds'],
    ["'${var.plan}'", 'this one is a string'],
  ] as const)('when: %s %s', ([when, message]) => {
    expect(messages(tagWhen(when))).toEqual([expect.stringContaining(message)]);
  });

  it.for([
    "'${var.online}'",
    "{ value: '${var.plan}', in: [gold] }",
    "{ value: '${var.online}', in: [true] }",
    "{ value: '${var.seats}', in: ['2'] }",
    "{ value: '${var.seats}', in: ['${var.plan}'] }",
  ])('when: %s goes both ways', (when) => {
    expect(messages(tagWhen(when))).toEqual([]);
  });

  it.for([
    ['[x]', ['has one item']],
    ['{ x: 1 }', ['has one item']],
    ['[]', ['makes nothing']],
    ['[x, y]', []],
    ["'${var.list}'", []],
  ] as const)('forEach: %s', ([forEach, expected]) => {
    const found = messages(`tag: { a: { forEach: ${forEach}, name: 'a \${each.key}' } }`);
    expect(found).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});

describe('names', () => {
  it.for(['new patient', 'New-Patient', 'newpatient', 'new_patient'])(
    '"%s" beside "New  patient" is pointed out',
    (name) => {
      const found = lint(`calendarGroup: { a: { name: "New  patient" }, b: { name: "${name}" } }`);
      expect(found).toMatchObject([{ message: expect.stringContaining('only in spaces or hyphens'), at: { line: 9 } }]);
    },
  );

  it('different names are not, nor the same of another kind, nor those that wait for a value', () => {
    const each = (keys: string) => `{ forEach: ${keys}, name: '\${each.key}' }`;
    expect(messages(`tag: { a: ${each('[a, b]')}, b: ${each('[c, d]')} }`)).toEqual([]);
    expect(messages('calendarGroup: { a: { name: New }, b: { name: News } }\n  tag: { a: { name: new } }')).toEqual([]);
  });
});

describe('texts', () => {
  it.for([
    [`Bearer ${'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc'}`, 'an access token'],
    [`sk-${'a1B2'.repeat(8)}`, 'an OpenAI or Anthropic key'],
    [`sk_${'live'}_${'a1B2'.repeat(6)}`, 'a Stripe key'],
    [`ghp_${'a1B2'.repeat(9)}`, 'a GitHub token'],
    [`AKIA${'ABCD'.repeat(4)}`, 'an AWS access key'],
    [`-----BEGIN RSA ${'PRIVATE'} KEY-----`, 'a private key'],
    ['pit-01234567-89ab-cdef-0123-456789abcdef', 'a GoHighLevel private integration token'],
    ['https://me:hunter2hunter2@x.test', 'a web address with a password'],
    ['api_key=9f8e7d6c5b4a3f2e', 'a password or key'],
  ] as const)('%s looks like a secret; it is not repeated', ([text, what]) => {
    const found = messages(value(`before ${text} after`));
    expect(found).toEqual([expect.stringContaining(`This looks like ${what}`)]);
    expect(found[0]).not.toContain(text);
  });

  it.for([
    ['Call (555) 123-4567 today', 'A phone number'],
    ['tel:+49 30 1234567', 'A phone number'],
    ['Write to front.desk@clinic.test', 'An e-mail address'],
  ] as const)('%s is the same for every account', ([text, what]) => {
    expect(lint(value(text))).toMatchObject([
      { message: expect.stringContaining(what), path: 'resources.customValue.a.value' },
    ]);
  });

  it.for([
    'Call ${var.plan} today, ${var.seats} of us',
    'https://${var.plan}:${var.plan}@x.test',
    'token: ${var.plan}',
    'you@example.com',
    '2026-11-21 08:00-17:00',
    'Order 1234567890',
    'https://x.test/a/555-123-4567-8',
    '{{contact.phone}}',
  ])('%s is fine', (text) => {
    expect(messages(value(text))).toEqual([]);
  });

  it('an e-mail address where the kind wants one is fine', () => {
    expect(messages('calendar: { a: { name: a, teamMembers: [ann@clinic.test] } }')).toEqual([]);
  });
});

describe('against the version before', () => {
  const field = (name: string, rest: string) => `customField: { ${name}: { name: Insurer, ${rest} } }`;

  it('an attribute that GHL cannot change: what would be lost', () => {
    expect(lint(field('a', 'dataType: NUMERICAL'), field('a', 'dataType: TEXT'))).toMatchObject([
      {
        message: expect.stringMatching(/was TEXT and is NUMERICAL now.*Every record loses its value/),
        path: 'resources.customField.a.dataType',
        at: { line: 9 },
      },
    ]);
    expect(messages(field('a', 'dataType: TEXT'), field('a', 'dataType: TEXT, model: contact'))).toEqual([]);
    const observed = 'dataType: TEXT, lifecycle: { manage: observe }';
    expect(messages(field('a', 'dataType: DATE'), field('a', observed))).toEqual([]);
  });

  it('another address for the same object is a move', () => {
    const found = messages(field('insurer', 'dataType: TEXT'), field('old', 'dataType: TEXT'));
    expect(found).toEqual([
      expect.stringMatching(/customField.old is called customField.insurer now.*nothing is lost/),
    ]);
    expect(messages(field('insurer', 'dataType: DATE'), field('old', 'dataType: TEXT'))).toHaveLength(2);
  });

  it('what is dropped unprotected will be deleted', () => {
    expect(messages('tag: {}', 'tag: { a: { name: a } }')).toEqual([expect.stringContaining('tag.a is no longer in')]);
    for (const lifecycle of ['preventDestroy: true', 'manage: seed', 'manage: observe', 'manage: reference'])
      expect(messages('tag: {}', `tag: { a: { name: a, lifecycle: { ${lifecycle} } } }`)).toEqual([]);
    const many = Array.from({ length: 30 }, (_, index) => `t${index}: { name: t${index} }`).join(', ');
    expect(messages('tag: {}', `tag: { ${many} }`)).toHaveLength(11);
  });

  it('so will an instance whose key is gone, and a stage', () => {
    const tags = (keys: string) => `tag: { a: { forEach: [${keys}], name: 'a \${each.key}' } }`;
    expect(messages(tags('x, y'), tags('x, y, z'))).toEqual([expect.stringContaining('tag.a["z"] is no longer')]);
    const stages = (names: string) => `pipeline: { a: { name: a, stages: [${names}] } }`;
    expect(messages(stages('{ name: NEW }'), stages('{ name: New }, { name: Won }'))).toEqual([
      expect.stringMatching(/stage "Won" of pipeline.a.*move to the pipeline's first stage/),
    ]);
  });

  it('so will what was one and is one for each item now, and the reverse', () => {
    const [one, each] = ['tag: { a: { name: a } }', "tag: { a: { forEach: [x, y], name: '${each.key}' } }"];
    expect(messages(each, one)).toEqual([expect.stringContaining('tag.a was one and is one for each item now')]);
    expect(messages(one, each)).toEqual([expect.stringContaining('tag.a was one for each item and is one now')]);
  });

  it('the same version again has nothing to say', () => {
    const same = `${field('a', 'dataType: TEXT')}\n  tag: { a: { forEach: [x, y], name: 'a \${each.key}' } }`;
    expect(messages(same, same)).toEqual([]);
  });
});

it('a faulty text has faults, not warnings; and a warning stands where the text does', () => {
  expect(lintBlueprint('groundwork: 1\nname: x\nresources: { tag: { a: { nam: x, when: true } } }')).toEqual([]);
  expect(
    lintBlueprint('groundwork: 1\nname: x\nresources:\n  tag:\n    a:\n      when: true\n      name: x\n'),
  ).toMatchObject([{ path: 'resources.tag.a.when', at: { line: 6, column: 13 } }]);
});

it.for(['a', 'a.', 'eyJ-', 'eyJ.', 'sk-', '+1 ', '@a', 'token=', "token'", 'a://a:', '(555) ', '-----BEGIN '])(
  'is soon done with a megabyte of %j',
  (part) => {
    expect(lint(value(part.repeat(900_000 / part.length))).length).toBeLessThan(2);
  },
);

it.for(globSync(new URL('../../../core/src/library/*.yaml', import.meta.url).pathname))(
  'the starter %s is clean',
  (file) => {
    const source = readFileSync(file, 'utf8');
    const parsed = parseBlueprint(source);
    expect(lintBlueprint(source, parsed.ok ? parsed.blueprint : undefined)).toEqual([]);
  },
);
