import { describe, expect, it, test } from 'vitest';
import { applyProposal } from './apply-proposal.ts';
import type { Proposal } from './types.ts';

const source = `# What every clinic gets.
groundwork: 1
name: Clinic

variables:
  phone: { type: string } # asked on the first call

resources:
  tag:
    vip: { name: vip } # the best ones
    # Sent twice a year.
    recall: { name:   'recall soon' }
  pipeline:
    sales:
      name: Sales
      lifecycle: { preventDestroy: true }
      stages:
        - { name: New, winProbability: 10 } # first
        # They have a date.
        - { name: Booked }
        - name: Won # at last
          winProbability: 100
  customValue:
    phone: { name: Phone, value: '\${var.phone}' }
# The end.
`;
const nothing: Proposal = { name: null, description: null, variables: [], resources: [], remove: [] };
const apply = (changes: Partial<Proposal>, text = source) => applyProposal(text, { ...nothing, ...changes });

/** Lines that went, and lines that came. */
function changed(changes: Partial<Proposal>): string[] {
  const [before, after] = [source.split('\n'), apply(changes).source.split('\n')];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line.trim()}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line.trim()}`),
  ];
}

describe('a proposal changes the lines it is about, and no others', () => {
  test.for<[what: string, changes: Partial<Proposal>, lines: string[]]>([
    ['nothing', {}, []],
    ['a name', { name: 'Dentist' }, ['- name: Clinic', '+ name: Dentist']],
    ['a description', { description: 'For dentists.' }, ['+ description: For dentists.']],
    [
      'a new resource of a kind that is there',
      { resources: [{ kind: 'tag', address: 'no_show', name: 'no show' }] },
      ['+ no_show: { name: no show }'],
    ],
    [
      'an attribute, beside its comment',
      { resources: [{ kind: 'tag', address: 'vip', name: 'gold' }] },
      ['- vip: { name: vip } # the best ones', '+ vip: { name: gold } # the best ones'],
    ],
    [
      'a stage in the middle, and the chances of two',
      {
        resources: [
          {
            kind: 'pipeline',
            address: 'sales',
            stages: [
              { name: 'New', winProbability: 5 },
              { name: 'Called' },
              { name: 'Booked' },
              { name: 'Won', winProbability: 95 },
            ],
          },
        ],
      },
      [
        '- - { name: New, winProbability: 10 } # first',
        '- winProbability: 100',
        '+ - { name: New, winProbability: 5 } # first',
        '+ - { name: Called }',
        '+ winProbability: 95',
      ],
    ],
    [
      'what is said of a lifecycle, beside what it said',
      { resources: [{ kind: 'pipeline', address: 'sales', lifecycle: { manage: 'seed' } }] },
      ['- lifecycle: { preventDestroy: true }', '+ lifecycle: { manage: seed, preventDestroy: true }'],
    ],
    [
      'a resource that goes, with the comment above it',
      { remove: ['tag.recall'] },
      ['- # Sent twice a year.', "- recall: { name:   'recall soon' }"],
    ],
    ['one attribute that goes', { remove: ['pipeline.sales.lifecycle'] }, ['- lifecycle: { preventDestroy: true }']],
    [
      'the last of a kind, and its variable',
      { remove: ['customValue.phone', 'var.phone'] },
      [
        '- variables:',
        '- phone: { type: string } # asked on the first call',
        '- customValue:',
        "- phone: { name: Phone, value: '${var.phone}' }",
      ],
    ],
    [
      'a variable that becomes another type, without the default of the old one',
      { variables: [{ name: 'phone', type: 'number', description: 'Digits' }] },
      [
        '- phone: { type: string } # asked on the first call',
        '+ phone: { type: number, description: Digits } # asked on the first call',
      ],
    ],
  ])('%s', ([, changes, lines]) => expect(changed(changes)).toEqual(lines));

  it('a kind that is new stands where it belongs', () => {
    const { source: text } = apply({
      resources: [{ kind: 'product', address: 'exam', name: 'Exam', productType: 'SERVICE' }],
    });
    expect(text).toContain(
      'winProbability: 100\n  product:\n    exam: { name: Exam, productType: SERVICE }\n  customValue:',
    );
    expect(text.endsWith('# The end.\n')).toBe(true);
  });

  it('a resource that is removed and given is written anew where it stood', () => {
    const resources = [{ kind: 'pipeline', address: 'sales', name: 'Sales', stages: [{ name: 'New' }] }];
    const { source: text } = apply({ resources, remove: ['pipeline.sales'] });
    expect(text).not.toContain('preventDestroy');
    expect(text).toContain(
      '    sales:\n      name: Sales\n      stages:\n        - { name: New } # first\n  customValue:',
    );
  });

  it('says what there is not to take out', () => {
    expect(
      apply({ remove: ['tag.vpi', 'var.fone', 'workflow.x', 'tag.vip.when'] }).problems.map(({ message }) => message),
    ).toEqual([
      'There is no tag.vpi to take out. Did you mean "tag.vip"?',
      'There is no var.fone to take out. Did you mean "var.phone"?',
      'There is no workflow.x to take out.',
      'tag.vip does not say "when", so there is nothing to take out.',
    ]);
  });
});

describe('other texts', () => {
  it.each(['', ' \n', 'groundwork: 1\nname: "x', '[1, 2]', 'Hello!'])('%j is begun anew', (text) => {
    expect(apply({ resources: [{ kind: 'tag', address: 'vip', name: 'vip' }] }, text)).toEqual({
      source: 'groundwork: 1\nname: New blueprint\n\nresources:\n  tag:\n    vip: { name: vip }\n',
      isAnew: text.trim() !== '',
      problems: [],
    });
  });

  it('JSON stays JSON, with its indentation', () => {
    const json = `${JSON.stringify({ groundwork: 1, name: 'Clinic', resources: { tag: { vip: { name: 'vip' } } } }, null, 4)}\n`;
    const { source: text } = apply({ resources: [{ kind: 'tag', address: 'vip', name: 'gold' }] }, json);
    expect(text).toBe(json.replace('"name": "vip"', '"name": "gold"'));
  });

  it('one with faults keeps what the proposal does not touch', () => {
    const faulty =
      'groundwork: 1\nname: Clinic\nresources:\n  tags:\n    vip: { name: vip }\n  tag:\n    a: { nme: a }\n';
    expect(apply({ resources: [{ kind: 'tag', address: 'b', name: 'b' }] }, faulty).source).toBe(
      `${faulty}    b: { name: b }\n`,
    );
  });

  it('one that lacks what every blueprint has gets it, and loses what nobody knows', () => {
    const begun = 'description: Old\nresources:\n  tags:\n    vip: { name: vip }\n';
    const remove = ['tags.vip', 'description', 'tag.vip'];
    const resources = [{ kind: 'tag', address: 'vip', name: 'vip' }];
    expect(apply({ resources, remove }, begun)).toEqual({
      source: 'groundwork: 1\nname: New blueprint\nresources:\n  tag:\n    vip: { name: vip }\n',
      isAnew: false,
      problems: [],
    });
    expect(apply({ remove: ['name', 'resources'] }).problems).toHaveLength(2);
  });

  it('one with the line ends of Windows keeps them', () => {
    const windows = source.replaceAll('\n', '\r\n');
    const { source: text } = apply({ name: 'X', resources: [{ kind: 'tag', address: 'b', name: 'b' }] }, windows);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).toContain('    b: { name: b }\r\n  pipeline:');
  });

  it('never hold anchors, also where two resources are given one and the same part', () => {
    const stages = [{ name: 'New' }, { name: 'Won' }];
    const resources = ['a', 'b'].map((address) => ({ kind: 'pipeline', address, name: address, stages }));
    expect(apply({ resources }, '').source).not.toMatch(/[&*]a/);
    expect(apply({ resources }).source).not.toMatch(/[&*]a/);
  });

  it('names that are keys of every object are entries like others, or refused', () => {
    expect(apply({ resources: [{ kind: 'tag', address: '__proto__', name: 'x' }] }).problems).toHaveLength(1);
    expect(apply({ variables: [{ name: 'constructor', type: 'string' }] }).problems).toHaveLength(1);
    expect(apply({ remove: ['tag.constructor', 'toString.x', 'constructor'] }).problems).toHaveLength(3);
  });
});

describe('comments and line ends outlive a change', () => {
  const tag = { resources: [{ kind: 'tag', address: 'neu', name: 'new' }] };

  test('within braces over several lines', () => {
    const text =
      'groundwork: 1\nname: A\nresources:\n  tag: {\n    vip: { name: vip }, # the best\n    b: { name: b } # last\n  } # all\n';
    expect(apply(tag, text).source).toBe(
      'groundwork: 1\nname: A\nresources:\n  tag: {\n    vip: { name: vip }, # the best\n    b: { name: b }, # last\n    neu: { name: new }\n  } # all\n',
    );
  });

  test('of a text that holds comments alone', () => {
    expect(apply(tag, '# For clinics.\n# Ask Ann first.\n').source).toBe(
      '# For clinics.\n# Ask Ann first.\n\ngroundwork: 1\nname: New blueprint\n\nresources:\n  tag:\n    neu: { name: new }\n',
    );
  });

  test('where lines end as on Windows, blank ones too', () => {
    const changes = {
      variables: [{ name: 'phone', type: 'string' }],
      resources: [{ kind: 'tag', address: 'b', name: 'b' }],
    };
    const text =
      'groundwork: 1\r\nname: A\r\n# ours\r\nresources:\r\n  customField:\r\n    a: { name: a, dataType: TEXT }\r\n';
    expect(apply(changes, text).source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
