import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lintBlueprint } from '../blueprint/lint-blueprint.ts';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { suggestionReasons } from '../views/assistant.ts';
import { reviewBlueprint } from './review-blueprint.ts';
import { anySource } from './testing/any-source.ts';

const blueprint = (resources: string, variables = ''): string =>
  `groundwork: 1\nname: Clinic\ndescription: For clinics.\n${variables}resources:\n${resources}\n`;
const titles = (source: string): string[] => reviewBlueprint(source).map(({ title }) => title);
const guard = 'lifecycle: { preventDestroy: true }';
const pipeline = (stages: string) => `  pipeline:\n    p: { name: Sales, ${guard}, stages: [${stages}] }`;
const field = (name: string, dataType: string) =>
  `  customField:\n    f: { name: ${name}, dataType: ${dataType}, ${guard} }`;
const calendar = (rest: string) => `  calendar:\n    c: { name: Visit${rest} }`;

/** The lines that the first suggestion of this title brings. */
function brings(source: string, title: string): string[] {
  const found = reviewBlueprint(source).find((suggestion) => suggestion.title === title);
  const before = source.split('\n');
  return (found?.source ?? '')
    .split('\n')
    .filter((line) => !before.includes(line))
    .map((line) => line.trim());
}

describe('suggests', () => {
  test.for<[title: string, source: string, lines: string[]]>([
    [
      'Protect fields and pipelines from being deleted',
      blueprint('  customField:\n    f: { name: F, dataType: TEXT }'),
      [`f: { ${guard}, name: F, dataType: TEXT }`],
    ],
    [
      'Make "Work phone" a PHONE field',
      blueprint(field('Work phone', 'TEXT')),
      [`f: { ${guard}, name: Work phone, dataType: PHONE }`],
    ],
    [
      'Make "Birthday" a DATE field',
      blueprint(field('Birthday', 'TEXT')),
      [`f: { ${guard}, name: Birthday, dataType: DATE }`],
    ],
    [
      'Make "Project budget" a MONETORY field',
      blueprint(field('Project budget', 'NUMERICAL')),
      [`f: { ${guard}, name: Project budget, dataType: MONETORY }`],
    ],
    [
      'Use one of "no show" and "No-shows"',
      blueprint('  tag:\n    a: { name: no show }\n    b: { name: No-shows }\n    c: { name: other }'),
      [],
    ],
    ['Give "Sales" more than one stage', blueprint(pipeline('{ name: New }')), []],
    ['Say how "Sales" ends', blueprint(pipeline('{ name: New }, { name: Called }')), []],
    [
      'Let the chances of "Sales" rise',
      blueprint(pipeline('{ name: A, winProbability: 50 }, { name: B, winProbability: 20 }, { name: Won }')),
      [],
    ],
    [
      'Ask for notice before a booking',
      blueprint(calendar(', slotBuffer: 5')),
      ['c: { name: Visit, slotBuffer: 5, allowBookingAfter: { value: 2, unit: hours } }'],
    ],
    [
      'Keep time free between appointments',
      blueprint(calendar(', allowBookingAfter: { value: 1, unit: days }')),
      ['c: { name: Visit, slotBuffer: 10, allowBookingAfter: { value: 1, unit: days } }'],
    ],
    ['Describe the products', blueprint('  product:\n    p: { name: P, productType: SERVICE }'), []],
    [
      'Say what the variables are for',
      blueprint("  tag:\n    a: { name: '${var.v}' }", 'variables:\n  v: { type: string }\n'),
      [],
    ],
    ['Describe the blueprint', 'groundwork: 1\nname: X\nresources:\n  tag:\n    a: { name: a }\n', []],
    [
      'Write all tags with spaces',
      blueprint('  tag:\n    a: { name: new client }\n    b: { name: old client }\n    c: { name: vip_client }'),
      ['c: { name: vip client }'],
    ],
    [
      'Leave texts to the client once they are there',
      blueprint(
        `  customValue:\n    v:\n      name: V\n      value: ${'We look forward to your visit. '.repeat(4).trim()}`,
      ),
      ['lifecycle: { manage: seed }'],
    ],
    [
      'Make the phone number a variable',
      blueprint('  customValue:\n    v: { name: V, value: Call +1 555 010 0199 today }'),
      [
        'variables:',
        'phone:',
        'type: string',
        'description: Phone number',
        "v: { name: V, value: 'Call ${var.phone} today' }",
      ],
    ],
    [
      'Write the currency "USD" once',
      blueprint(
        `  product:\n    p:\n      name: P\n      productType: SERVICE\n      description: D\n      prices:\n${['A', 'B', 'C'].map((name) => `        - { name: ${name}, type: one_time, amount: 1, currency: USD }`).join('\n')}`,
      ),
      [
        'variables:',
        'currency:',
        'type: string',
        'description: Three letters, e.g. USD',
        'default: USD',
        ...['A', 'B', 'C'].map(
          (name) => `- { name: ${name}, type: one_time, amount: 1, currency: '\${var.currency}' }`,
        ),
      ],
    ],
  ])('%s', ([title, source, lines]) => {
    expect(titles(source)).toContain(title);
    expect(brings(source, title).filter((line) => line !== '')).toEqual(lines);
  });

  it('to keep one of two that are the same but for their names, where nothing points at the other', () => {
    const twice =
      '  customValue:\n    a: { name: Opening hour, value: 9 to 5 }\n    b: { name: Opening hours, value: 9 to 5 }';
    const [suggestion] = reviewBlueprint(blueprint(twice));
    expect(suggestion).toMatchObject({ reason: 'duplicate', addresses: ['customValue.a', 'customValue.b'] });
    expect(suggestion?.source).not.toContain('    b:');
    const used = `${twice}\n  triggerLink:\n    l: { name: L, redirectTo: '{{\${customValue.b.fieldKey}}}' }`;
    expect(reviewBlueprint(blueprint(used))[0]).toMatchObject({ reason: 'duplicate', source: null });
  });

  it('in a very long text only what to do, after the first changes that it writes out', () => {
    const tags = Array.from(
      { length: 1_000 },
      (_, n) => `    t${n}: { name: tag number ${n}, lifecycle: { manage: own } }`,
    );
    const fields = Array.from({ length: 4 }, (_, n) => `    f${n}: { name: Due ${n} date, dataType: TEXT, ${guard} }`);
    const source = blueprint(`  tag:\n${tags.join('\n')}\n  customField:\n${fields.join('\n')}`);
    const written = reviewBlueprint(source).map((suggestion) => suggestion.source !== null);
    expect(written).toEqual([true, true, false, false]);
  });

  it('what is risky first, and at most twenty', () => {
    const fields = Array.from({ length: 30 }, (_, n) => `    f${n}: { name: Due ${n} date, dataType: TEXT, ${guard} }`);
    const source = `groundwork: 1\nname: X\nresources:\n  tag:\n    a: { name: a b }\n    b: { name: a-b }\n  customField:\n${fields.join('\n')}\n`;
    const reasons = reviewBlueprint(source).map(({ reason }) => reason);
    expect(reasons).toEqual(Array.from({ length: 20 }, () => 'risk'));
  });
});

describe('leaves alone', () => {
  test.for<[what: string, source: string]>([
    [
      'what is protected, or not ours',
      blueprint(
        `${pipeline('{ name: New }, { name: Won }')}\n  customField:\n    f: { name: F, dataType: TEXT, lifecycle: { manage: reference } }`,
      ),
    ],
    [
      'a stage beside the way',
      blueprint(
        pipeline(
          '{ name: A, winProbability: 50 }, { name: No show, winProbability: 20 }, { name: Paid, winProbability: 100 }',
        ),
      ),
    ],
    [
      'a pipeline in which a renewal comes after the success',
      blueprint(
        pipeline(
          '{ name: Offered, winProbability: 30 }, { name: Active, winProbability: 100 }, { name: Renewal due, winProbability: 75 }',
        ),
      ),
    ],
    [
      'a text for a name and a phone number',
      blueprint(`  customField:\n    f: { name: Veterinarian and phone, dataType: TEXT, ${guard} }`),
    ],
    [
      'words with a hyphen of their own',
      blueprint('  tag:\n    a: { name: new client }\n    b: { name: old client }\n    c: { name: no-show }'),
    ],
    [
      'a field of a contact and one of an opportunity',
      blueprint(
        `  customField:\n    a: { name: Note, dataType: TEXT, ${guard} }\n    b: { name: Note, model: opportunity, dataType: TEXT, ${guard} }`,
      ),
    ],
    [
      'an address that is made from a variable',
      blueprint(
        "  triggerLink:\n    l: { name: L, redirectTo: 'https://x.test/${var.page}' }",
        'variables:\n  page: { type: string, description: Page }\n',
      ),
    ],
    ['a faulty text', 'groundwork: 1\nname: X\nresources:\n  customField:\n    f: { name: F }\n'],
  ])('%s', ([, source]) => expect(titles(source)).toEqual([]));
});

it('of any blueprint says nothing that cannot be: each change leaves it valid, without new warnings of its own', () => {
  fc.assert(
    fc.property(anySource, ({ source }) => {
      const before = lintBlueprint(source).length;
      for (const { source: mended, reason, addresses } of reviewBlueprint(source)) {
        expect(suggestionReasons).toContain(reason);
        expect(addresses.every((address) => /^\w+\.\w+$/.test(address))).toBe(true);
        if (mended === null) continue;
        expect(parseBlueprint(mended).ok && mended !== source).toBe(true);
        expect(lintBlueprint(mended).length).toBeLessThanOrEqual(before);
      }
    }),
    { numRuns: 60 },
  );
});
