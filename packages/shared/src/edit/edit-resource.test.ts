import { describe, expect, it, test } from 'vitest';
import type { Json } from '../json.ts';
import { editResource } from './edit-resource.ts';
import { setAttribute } from './set-attribute.ts';

const source = `# What every clinic gets.
groundwork: 1
name: Clinic
variables:
  phone: { type: string }
resources:
  tag:
    vip: { name: vip } # the best ones
    recall: { name: 'recall soon' }
  customField:
    # Asked at the desk.
    insurer:
      name: Insurer
      dataType: SINGLE_OPTIONS
      options: [A, B]
  customValue:
    phone: { name: Phone, value: "\${var.phone}" }
    hint: { name: Hint, value: "Field \${customField.insurer.fieldKey}" }
    greeting: { name: Greeting, value: Hello }
  pipeline:
    sales:
      name: Sales
      stages:
        - { name: New, winProbability: 10 } # first
        - { name: Booked }
        - { name: Won }
  calendar:
    first: { name: First, openHours: [{ days: [mon], from: "09:00", to: "12:00" }] }
  triggerLink:
    book:
      forEach: [a, b]
      name: Book \${each.key}
      redirectTo: https://x.test
`;

const edit = (address: string, path: string | null, value: Json) => editResource(source, { address, path, value });
/** Lines that went, and lines that came. */
function changed(address: string, path: string | null, value: Json): string[] {
  const result = edit(address, path, value);
  if (!result.ok) throw new Error(result.reason);
  const [before, after] = [source.split('\n'), result.source.split('\n')];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line.trim()}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line.trim()}`),
  ];
}
const refusal = (address: string, path: string | null, value: Json) => {
  const result = edit(address, path, value);
  return result.ok ? result.source : result.reason;
};

describe('a value of the account is written into the blueprint, and nothing else changes', () => {
  test.for<[what: string, edit: Parameters<typeof changed>, lines: string[]]>([
    [
      'a text',
      ['customValue.greeting', 'value', 'Good morning'],
      ['- greeting: { name: Greeting, value: Hello }', '+ greeting: { name: Greeting, value: Good morning }'],
    ],
    [
      'a text that needs quotes',
      ['customValue.greeting', 'value', 'a: b, "c"'],
      ['- greeting: { name: Greeting, value: Hello }', '+ greeting: { name: Greeting, value: "a: b, \\"c\\"" }'],
    ],
    [
      'a text that looks like an expression',
      ['customValue.greeting', 'value', '${x}'],
      ['- greeting: { name: Greeting, value: Hello }', '+ greeting: { name: Greeting, value: "$${x}" }'],
    ],
    [
      'a text that would read as a number',
      ['tag.vip', 'name', '12'],
      ['- vip: { name: vip } # the best ones', '+ vip: { name: "12" } # the best ones'],
    ],
    ['a list', ['customField.insurer', 'options', ['A', 'B', 'C']], ['- options: [A, B]', '+ options: [A, B, C]']],
    [
      'a property of a part, whatever the case of its name',
      ['pipeline.sales', 'stages[new].winProbability', 20],
      ['- - { name: New, winProbability: 10 } # first', '+ - { name: New, winProbability: 20 } # first'],
    ],
    ['a part that is gone', ['pipeline.sales', 'stages[Booked]', null], ['- - { name: Booked }']],
    ['a resource that is gone', ['tag.vip', null, null], ['- vip: { name: vip } # the best ones']],
    [
      'hours, in the form a blueprint has for them',
      ['calendar.first', 'openHours', [{ day: 'tue', from: '09:00', to: '12:00' }]],
      [
        '- first: { name: First, openHours: [{ days: [mon], from: "09:00", to: "12:00" }] }',
        '+ first: { name: First, openHours: [{ days: [tue], from: "09:00", to: "12:00" }] }',
      ],
    ],
  ])('%s', ([, change, lines]) => {
    expect(changed(...change)).toEqual(lines);
  });

  it('the order of parts', () => {
    const result = edit('pipeline.sales', 'stages', ['Won', 'New']);
    const names = (text: string) => [...text.matchAll(/- \{ name: (\w+)/g)].map(([, name]) => name);
    expect(result.ok && names(result.source)).toEqual(['Won', 'Booked', 'New']);
    expect(result.ok && result.source).toContain('# first');
  });

  it('where it spans lines, and however else the text is laid out', () => {
    const wide = `groundwork: 1
name: Clinic
resources:
    customField:
        insurer:
            name:   Insurer   # asked
            dataType: RADIO
            options:
                - A
                - B

    customValue:
        letter: {name: Letter, value: x}
        greeting:
            value: |
                Hello
                you
            name: Greeting
`;
    const held = { address: 'customField.insurer', path: 'options', value: ['A', 'C'] };
    const text = { address: 'customValue.greeting', path: 'value', value: 'Hi' };
    const options = wide.replace('options:\n                - A\n                - B\n', 'options: [A, C]\n');
    expect(editResource(wide, held)).toEqual({ ok: true, source: options });
    expect(editResource(wide, text)).toEqual({
      ok: true,
      source: wide.replace('|\n                Hello\n                you\n', 'Hi\n'),
    });
  });

  it('in JSON too', () => {
    const json = `${JSON.stringify({ groundwork: 1, name: 'Clinic', resources: { tag: { vip: { name: 'vip' } } } }, null, 4)}\n`;
    expect(editResource(json, { address: 'tag.vip', path: 'name', value: 'gold' })).toEqual({
      ok: true,
      source: json.replace('"name": "vip"', '"name": "gold"'),
    });
  });

  it('down to a blueprint without resources', () => {
    const small = 'groundwork: 1\nname: Clinic\nresources:\n  tag:\n    vip: { name: vip }\n';
    expect(editResource(small, { address: 'tag.vip', path: null, value: null })).toEqual({
      ok: true,
      source: 'groundwork: 1\nname: Clinic\nresources: {}\n',
    });
  });
});

test.for<[what: string, edit: Parameters<typeof refusal>, says: string]>([
  ['a value from a variable', ['customValue.phone', 'value', '1'], 'Change the value of phone for these accounts'],
  ['a value from another resource', ['customValue.hint', 'value', 'x'], 'made from ${customField.insurer.fieldKey}'],
  ['one of several that forEach makes', ['triggerLink.book["a"]', 'redirectTo', 'x'], 'forEach makes'],
  ['what others refer to', ['customField.insurer', null, null], 'valid without a change elsewhere'],
  ['an attribute that must be there', ['customField.insurer', 'options', null], 'valid without a change elsewhere'],
  ['a resource that the newest version lacks', ['tag.gone', 'name', 'x'], 'has no tag.gone any more'],
  ['an attribute that it does not name', ['customField.insurer', 'placeholder', 'x'], 'does not say placeholder'],
  ['a part that it does not name', ['pipeline.sales', 'stages[Lost].name', 'x'], 'does not say stages[Lost].name'],
])('refuses %s', ([, change, says]) => expect(refusal(...change)).toContain(says));

test('sets the same place in what was recorded', () => {
  const recorded = { name: 'Sales', stages: [{ name: 'New', winProbability: 10 }, { name: 'Won' }] };
  expect(setAttribute('pipeline', recorded, 'stages[new].winProbability', 20)).toEqual({
    name: 'Sales',
    stages: [{ name: 'New', winProbability: 20 }, { name: 'Won' }],
  });
  expect(setAttribute('pipeline', recorded, 'stages', ['Won', 'New'])?.['stages']).toEqual(
    recorded.stages.toReversed(),
  );
  expect(setAttribute('pipeline', recorded, 'stages[Lost]', null)).toBeNull();
});
