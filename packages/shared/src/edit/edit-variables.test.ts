import { describe, expect, it, test } from 'vitest';
import type { EditResult } from './edit-resource.ts';
import { removeVariable, renameVariable, setVariable } from './edit-variables.ts';
import { listVariables } from './list-variables.ts';

const source = `# What every clinic gets.
groundwork: 1
name: Clinic
variables:
  # Asked on the first call.
  phone: { type: string, description: "Front desk" } # with area code
  slots:
    type: number # minutes
    default:   30

resources:
  tag:
    vip: { name: "vip \${var.phone}", when: '\${ var.slots }' } # \${var.phone} is in the comment
  customValue:
    phone:
      name: Phone
      value: |
        Call \${var.phone},
        not $\${var.phone} nor \${var.phone_2}
`;

function textOf(result: EditResult): string {
  if (!result.ok) throw new Error(result.reason);
  return result.source;
}
const refusal = (result: EditResult) => (result.ok ? result.source : result.reason);
/** Lines that went, and lines that came. */
function changed(result: EditResult, before = source): string[] {
  const after = textOf(result).split('\n');
  const lines = before.split('\n');
  return [
    ...lines.filter((line) => !after.includes(line)).map((line) => `-${line}`),
    ...after.filter((line) => !lines.includes(line)).map((line) => `+${line}`),
  ];
}

describe('sets a variable, and no line changes but its own', () => {
  it('where it is new', () => {
    expect(changed(setVariable(source, 'colour', { type: 'string', default: '#fff' }))).toEqual([
      '+  colour:',
      '+    type: string',
      '+    default: "#fff"',
    ]);
  });

  it('where one attribute changes, one comes and one goes', () => {
    expect(changed(setVariable(source, 'slots', { type: 'number', description: 'Minutes each', default: 45 }))).toEqual(
      ['-    default:   30', '+    description: Minutes each', '+    default:   45'],
    );
    expect(changed(setVariable(source, 'slots', { type: 'number' }))).toEqual(['-    default:   30']);
    expect(changed(setVariable(source, 'phone', { type: 'string', secret: false, default: '1' }))).toEqual([
      '-  phone: { type: string, description: "Front desk" } # with area code',
      '+  phone: { type: string, default: "1" } # with area code',
    ]);
  });

  it('where there was none, before the resources', () => {
    const bare = 'groundwork: 1\nname: Clinic\n\n# All of them.\nresources:\n  tag:\n    vip: { name: vip }\n';
    expect(textOf(setVariable(bare, 'phone', { type: 'string' }))).toBe(
      bare.replace('# All', 'variables:\n  phone: { type: string }\n# All'),
    );
    expect(textOf(setVariable(bare.replaceAll('\n', '\r\n'), 'phone', { type: 'string' }))).toContain(
      'variables:\r\n  phone: { type: string }\r\n# All',
    );
    const flow = 'groundwork: 1\nname: Clinic\nvariables: {}\nresources: {}\n';
    expect(textOf(setVariable(flow, 'phone', { type: 'string' }))).toBe(
      flow.replace('variables: {}', 'variables: { phone: { type: string } }'),
    );
  });

  it('also at the end of a text that ends without a line break', () => {
    const last = 'groundwork: 1\nname: Clinic\nresources: {}\nvariables:\n  a: { type: string }';
    expect(textOf(setVariable(last, 'b', { type: 'list', default: ['x', 'y'] }))).toBe(
      `${last}\n  b: { type: list, default: [x, y] }\n`,
    );
  });

  it('to a list of nothing', () => {
    expect(changed(setVariable(source, 'days', { type: 'list', default: [] }))).toContain('+    default: []');
  });

  it('in JSON too', () => {
    const json = JSON.stringify({ groundwork: 1, name: 'Clinic', resources: {} }, null, 4);
    const withOne = { groundwork: 1, name: 'Clinic', variables: { a: { type: 'string' } }, resources: {} };
    const result = textOf(setVariable(json, 'a', { type: 'string' }));
    expect(result).toBe(`${JSON.stringify(withOne, null, 4)}\n`);
    expect(JSON.parse(textOf(setVariable(result, 'a', { type: 'string', secret: true })))).toEqual({
      ...withOne,
      variables: { a: { type: 'string', secret: true } },
    });
  });
});

it('declares what a faulty text uses, though other faults remain', () => {
  const faulty = 'groundwork: 1\nresources:\n  tag:\n    vip: { name: "${var.town} ${var.street}" }\n';
  expect(listVariables(faulty)?.map(({ name, declaration }) => [name, declaration])).toEqual([
    ['town', null],
    ['street', null],
  ]);
  expect(textOf(setVariable(faulty, 'town', { type: 'string' }))).toContain('  town: { type: string }');
});

test('renames a variable with all its references, and nothing that only looks like one', () => {
  expect(changed(renameVariable(source, 'phone', 'desk'))).toEqual([
    '-  phone: { type: string, description: "Front desk" } # with area code',
    '-    vip: { name: "vip ${var.phone}", when: \'${ var.slots }\' } # ${var.phone} is in the comment',
    '-        Call ${var.phone},',
    '+  desk: { type: string, description: "Front desk" } # with area code',
    '+    vip: { name: "vip ${var.desk}", when: \'${ var.slots }\' } # ${var.phone} is in the comment',
    '+        Call ${var.desk},',
  ]);
  expect(textOf(renameVariable(source, 'slots', 'minutes'))).toContain("'${ var.minutes }'");
});

test('removes a variable with its line, and with the last one the heading', () => {
  const one = removeVariable(source, 'slots');
  expect(changed(one)).toEqual(['-  slots:', '-    type: number # minutes', '-    default:   30']);
  expect(textOf(removeVariable(textOf(one), 'phone'))).not.toContain('variables:');
});

test.for<[what: string, result: EditResult, says: string]>([
  [
    'a default of another type',
    setVariable(source, 'phone', { type: 'string', default: 3 }),
    'The default is a number',
  ],
  ['a secret that a name shows', setVariable(source, 'phone', { type: 'string', secret: true }), 'shown to everyone'],
  ['what is no name', setVariable(source, 'Front desk', { type: 'string' }), 'is not a name'],
  ['a text that cannot be read', setVariable('a: [', 'x', { type: 'string' }), 'cannot be read'],
  ['a list in the place of the variables', setVariable('variables: [a]', 'x', { type: 'string' }), 'cannot be read'],
  ['a name that is taken', renameVariable(source, 'phone', 'slots'), 'There is a variable "slots" already'],
  ['a new name that is none', renameVariable(source, 'phone', 'phone-2'), 'is not a name'],
  ['to rename what is gone', renameVariable(source, 'gone', 'new'), 'no variable "gone" any more'],
  ['a name that no key may have', setVariable(source, 'constructor', { type: 'string' }), 'is not allowed'],
  ['to remove what was never there', removeVariable(source, 'constructor'), 'no variable "constructor"'],
  ['to remove what is gone', removeVariable(source, 'gone'), 'no variable "gone" any more'],
])('refuses %s', ([, result, says]) => expect(refusal(result)).toContain(says));

test('lists each variable with where it stands and where it is used', () => {
  expect(listVariables(source)).toEqual([
    {
      name: 'phone',
      declaration: { type: 'string', description: 'Front desk' },
      at: { line: 6, column: 3 },
      uses: [
        { address: 'customValue.phone', path: 'value', at: { line: 18, column: 14 } },
        { address: 'tag.vip', path: 'name', at: { line: 13, column: 23 } },
      ],
    },
    {
      name: 'slots',
      declaration: { type: 'number', default: 30 },
      at: { line: 7, column: 3 },
      uses: [{ address: 'tag.vip', path: 'when', at: { line: 13, column: 45 } }],
    },
    {
      name: 'phone_2',
      declaration: null,
      at: null,
      uses: [{ address: 'customValue.phone', path: 'value', at: { line: 19, column: 31 } }],
    },
  ]);
  expect(listVariables('a: [')).toBeNull();
});
