import { describe, expect, it } from 'vitest';
import { maxBlueprintBytes } from './limits.ts';
import { parseBlueprint } from './parse-blueprint.ts';

const clinic = `groundwork: 1
name: Dental clinic
description: What every dental client starts with.
variables:
  clinic_name: { type: string, description: Name shown to patients }
resources:
  tag:
    new_patient: { name: new patient }
  customField:
    insurance: { name: Insurance, dataType: RADIO, options: [Delta, Cigna] }
  customValue:
    clinic_name: { name: Clinic name, value: "\${var.clinic_name}" }
    hint: { name: Hint, value: "{{ \${customField.insurance.fieldKey} }}" }
`;

/** Faults as `line:column message`; every part of the messages that a person needs is in the expectations. */
const faults = (source: string): string[] => {
  const parsed = parseBlueprint(source);
  return parsed.ok ? [] : parsed.issues.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`);
};

/** A blueprint whose resources follow as indented lines, from line 3. */
const withResources = (lines: string): string => `groundwork: 1\nname: Test\n${lines}`;

describe('parseBlueprint', () => {
  it('reads YAML', () => {
    const parsed = parseBlueprint(clinic);
    expect(parsed).toMatchObject({ ok: true, format: 'yaml', warnings: [] });
    expect(parsed.ok && parsed.blueprint.resources.customField).toEqual({
      insurance: { name: 'Insurance', dataType: 'RADIO', options: ['Delta', 'Cigna'] },
    });
  });

  it('reads the same from JSON, tabs, byte order mark and escapes included', () => {
    const parsed = parseBlueprint(clinic);
    const json = `\uFEFF${JSON.stringify(parsed.ok ? parsed.blueprint : null, null, '\t').replace('Dental', '\\u0044ental')}`;
    expect(parseBlueprint(json)).toEqual({ ...parsed, format: 'json' });
  });

  it('takes names of any script', () => {
    const source = withResources('resources:\n  tag:\n    a: { name: مريض جديد }\n    b: { name: 新患者 🦷 }\n');
    expect(faults(source)).toEqual([]);
  });

  it('warns of variables that are used nowhere', () => {
    const parsed = parseBlueprint(`${clinic.replace('variables:', 'variables:\n  unused: { type: number }')}`);
    expect(parsed.ok && parsed.warnings).toEqual([
      { message: 'The variable "unused" is used nowhere.', path: 'variables.unused', at: { line: 5, column: 3 } },
    ]);
  });

  it('tells every fault at once, in the order of the text', () => {
    const source = `groundwork: 2
nam: Test
variables:
  size: { type: strin }
  9th: { type: string }
resources:
  tags: {}
  tag:
    one: { name: "\${var.siz} \${tag.won.id}" }
    two: { name: 5, colour: red }
    three:
  customField:
    plan: { name: Plan, dataType: RADIO }
    rank: { name: Rank, dataType: TXT }
`;
    expect(faults(source)).toMatchInlineSnapshot(`
      [
        "1:1 "name" is missing. Add it.",
        "1:13 This Groundwork reads format 1 only. Write: groundwork: 1",
        "2:1 There is no property "nam" here. Did you mean "name"? Known are groundwork, name, description, variables, resources.",
        "4:17 "type" must be one of string, number, boolean, list. Did you mean "string"?",
        "5:3 "9th" is not a name: use lower-case letters, digits and underscores, a letter first, at most 63 (e.g. new_patient).",
        "7:3 There is no kind "tags". Did you mean "tag"? Groundwork knows tag, customField, customValue, calendarGroup, calendar, pipeline, product, triggerLink.",
        "9:19 There is no variable "siz". Did you mean "size"? Declare it under variables.",
        "9:30 There is no resource "tag.won" in this blueprint. Did you mean "tag.one"?",
        "10:18 "name" must be text (put it in quotes), but it is the number 5.",
        "10:21 There is no property "colour" here. Known are name, when, forEach, lifecycle.",
        "11:5 "three" must be a mapping of properties (name: …), but it is empty.",
        "13:5 A RADIO field needs at least one option, e.g. options: [Yes, No].",
        "14:35 "dataType" must be one of TEXT, LARGE_TEXT, NUMERICAL, PHONE, MONETORY, CHECKBOX, SINGLE_OPTIONS, MULTIPLE_OPTIONS, FLOAT, TIME, DATE, TEXTBOX_LIST, FILE_UPLOAD, SIGNATURE, RADIO. Did you mean "TEXT"?",
      ]
    `);
  });

  it('stops listing after a hundred faults', () => {
    const source = withResources(
      `resources:\n  tag:\n${Array.from({ length: 300 }, (_, index) => `    t${index}: {}\n`).join('')}`,
    );
    const found = faults(source);
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toContain('There are more faults.');
  });
});

describe('parseBlueprint refuses', () => {
  const tag = (properties: string): string => withResources(`resources: { tag: { a: ${properties} } }\n`);
  const cases: [what: string, source: string, fault: string][] = [
    ['nothing', '', '1:1 There is nothing in it yet.'],
    ['comments alone', '# later\n', '1:1 There is nothing in it yet.'],
    ['a list', '- a\n', '1:1 The blueprint must be a mapping'],
    ['broken YAML', 'groundwork: 1\nname: "Test\n', 'is not readable as YAML or JSON'],
    ['broken JSON', '{"groundwork": 1,\n "name": }x', '2:11 This is not readable as YAML or JSON'],
    ['anchors', tag('&a { name: x }'), '3:24 Anchors (&…) are not supported.'],
    ['aliases', tag('{ name: x }, b: *a'), '3:40 Aliases (*…) are not supported.'],
    ['merge keys', tag('{ name: x, <<: { b: c } }'), '3:35 Merge keys (<<) are not supported.'],
    ['custom tags', tag('{ name: !secret x }'), '3:32 Tags (!…) are not supported.'],
    ['standard tags', tag('{ name: !!str 5 }'), '3:32 Tags (!…) are not supported.'],
    ['directives', `%YAML 1.1\n---\n${clinic}`, '1:1 Directives (%…) are not supported.'],
    [
      'several documents',
      `${withResources('')}---\nname: Other\n`,
      '3:1 A file holds one blueprint; a second document starts here.',
    ],
    ['repeated keys', 'groundwork: 1\nname: One\nname: Two\n', '3:1 The key "name" is there twice.'],
    ['repeated keys in JSON', '{"groundwork":1,"name":"One","name":"Two"}', '1:30 The key "name" is there twice.'],
    ['__proto__', tag('{ name: x, __proto__: { y: z } }'), '3:35 The key "__proto__" is not allowed.'],
    ['constructor', tag('{ name: x }, constructor: { name: y }'), '3:37 The key "constructor" is not allowed.'],
    ['prototype', tag('{ name: x, "prototype": y }'), '3:35 The key "prototype" is not allowed.'],
    [
      'keys that are no text',
      'groundwork: 1\n? [a, b]\n: x\n',
      '2:3 This is not readable as YAML or JSON: With stringKeys',
    ],
    ['a NUL', tag('{ name: "a\0b" }'), '3:34 The control character U+0000 is not allowed'],
    ['an escaped NUL', tag('{ name: "a\\0b" }'), '3:32 The control character U+0000 is not allowed'],
    [
      'an escaped NUL in JSON',
      '{"groundwork":1,"name":"a\\u0000b"}',
      '1:24 The control character U+0000 is not allowed',
    ],
    ['other control characters', tag('{ name: a\u0007b }'), '3:33 The control character U+0007 is not allowed'],
    ['bidi controls', tag('{ name: vip \u202Epiv }'), '3:36 The invisible character U+202E changes the direction'],
    ['bidi controls in comments', withResources('# \u2066 hidden\n'), '3:3 The invisible character U+2066'],
    ['escaped bidi controls', tag('{ name: "\\u2069" }'), '3:32 The invisible character U+2069'],
    ['half a surrogate pair', tag('{ name: a\uD83D }'), '3:33 Half a character (lone surrogate U+D83D)'],
    ['half an escaped surrogate pair', tag('{ name: "\\ud83d" }'), '3:32 Half a character (lone surrogate U+D83D)'],
    [
      'nesting',
      `groundwork: 1\nname: ${'['.repeat(40)}${']'.repeat(40)}\n`,
      '2:38 This is nested deeper than 32 levels.',
    ],
    [
      'nesting by indentation',
      Array.from({ length: 40 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'This is nested deeper than 32 levels.',
    ],
    [
      'numbers that lose digits',
      tag('{ name: 12345678901234567890 }'),
      '3:32 The number 12345678901234567890 cannot be kept exactly.',
    ],
    ['infinity', tag('{ name: .inf }'), '3:32 The number .inf cannot be kept exactly.'],
    [
      'names of 300 characters',
      tag(`{ name: ${'x'.repeat(300)} }`),
      '3:32 The name has 300 characters; GHL takes at most 255.',
    ],
    ['empty names', tag('{ name: " " }'), '3:32 The name must not be empty.'],
    ['names of two lines', tag('{ name: "a\\nb" }'), '3:32 The name must be one line'],
    [
      'addresses in capitals',
      withResources('resources: { tag: { NewPatient: { name: x } } }\n'),
      '3:21 "NewPatient" is not a name: use lower-case letters',
    ],
    [
      'an empty custom value',
      withResources('resources: { customValue: { a: { name: x, value: "" } } }\n'),
      '3:50 The value must not be empty',
    ],
    [
      'options of a text field',
      withResources('resources: { customField: { a: { name: x, dataType: TEXT, options: [y] } } }\n'),
      '3:59 A TEXT field has no options.',
    ],
    [
      'repeated options',
      withResources('resources: { customField: { a: { name: x, dataType: RADIO, options: [y, y] } } }\n'),
      '3:60 The option "y" is there twice.',
    ],
    [
      'defaults of another type',
      withResources('variables: { a: { type: number, default: "1" } }\n'),
      '3:42 The default is a string, but the variable is a number.',
    ],
    ['an unknown reference', tag('{ name: "${tag.b.id}" }'), '3:33 There is no resource "tag.b" in this blueprint.'],
    [
      'a reference to an unknown kind',
      tag('{ name: "${tags.b.id}" }'),
      '3:33 There is no kind "tags". Did you mean "tag"?',
    ],
    [
      'an unknown attribute',
      tag('{ name: x }, b: { name: "${tag.a.nme}" }'),
      '3:49 "nme" of a tag cannot be referred to. Possible: id.',
    ],
    [
      'a reference in a name',
      tag('{ name: x }, b: { name: "${tag.a.id}" }'),
      '3:49 "name" tells which object is meant',
    ],
    ['an expression without an end', tag('{ name: "a ${var.b" }'), '3:35 "${var.b" has no closing brace.'],
    ['an expression that is none', tag('{ name: "${ 1 + 1 }" }'), '3:33 "${ 1 + 1 }" is not an expression.'],
    ['a reference without attribute', tag('{ name: "${tag.a}" }'), '3:33 "${tag.a}" does not say which attribute'],
    ['inherited names as variables', tag('{ name: "${var.constructor}" }'), '3:33 There is no variable "constructor".'],
    [
      'two tags that differ by case',
      tag('{ name: VIP }, b: { name: " vip" }'),
      '3:50 tag.a and tag.b are the same tag to GHL ("vip").',
    ],
    [
      'two fields of one key',
      withResources(
        'resources: { customField: { a: { name: Pet name, dataType: TEXT }, b: { name: pet-name, model: contact, dataType: DATE } } }\n',
      ),
      '3:79 customField.a and customField.b are the same custom field to GHL ("pet-name").',
    ],
  ];
  it.each(cases)('%s', (_what, source, fault) => {
    expect(faults(source).join('\n')).toContain(fault);
  });

  it('reference circles, and shows them', () => {
    const source = withResources(`resources:
  customValue:
    a: { name: A, value: "x \${customValue.b.id}" }
    b: { name: B, value: "\${customValue.c.fieldKey}" }
    c: { name: C, value: "\${customValue.a.id}" }
    self: { name: Self, value: "\${customValue.self.id}" }
`);
    expect(faults(source)).toEqual([
      '5:29 These refer to each other in a circle, so that none can be first: customValue.a → customValue.b → customValue.c → customValue.a. Take one reference out.',
      '8:33 These refer to each other in a circle, so that none can be first: customValue.self → customValue.self. Take one reference out.',
    ]);
  });

  it('more than 1 MiB of UTF-8, whatever the number of characters', () => {
    const source = withResources(`description: ${'é'.repeat(maxBlueprintBytes / 2)}\n`);
    expect(source.length).toBeLessThan(maxBlueprintBytes);
    expect(faults(source)).toEqual([
      'undefined:undefined The blueprint is larger than 1048576 bytes (1 MiB). Split it in two.',
    ]);
  });

  it('more than 2,000 resources', () => {
    const lines = Array.from({ length: 2_001 }, (_, index) => `    t${index}: { name: tag ${index} }\n`);
    expect(faults(withResources(`resources:\n  tag:\n${lines.slice(1).join('')}`))).toEqual([]);
    expect(faults(withResources(`resources:\n  tag:\n${lines.join('')}`))).toEqual([
      '3:1 The blueprint has 2001 resources; at most 2000 are taken. Split it in two.',
    ]);
  });
});
