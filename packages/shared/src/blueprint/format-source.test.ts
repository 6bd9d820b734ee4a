import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { formatSource } from './format-source.ts';
import { parseBlueprint } from './parse-blueprint.ts';

function formatted(source: string): string {
  const result = formatSource(source);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.source;
}

const head = 'groundwork: 1\nname: Clinic\n\nresources:\n';

test('keys stand in their order, and take their comments and empty lines with them', () => {
  const source = `# Of the agency

resources:
    # the doors
    calendarGroup:
        # where they wait
        visits: {name: "Visits", when: true} # soon

        rooms:
            description: 'Rooms'   # all of them
            name: Rooms
    tag:
        vip:
            # never twice
            name: vip
            lifecycle: {preventDestroy: true}
name: "Clinic"
groundwork: 1
# the end
`;
  expect(formatted(source)).toBe(`# Of the agency

groundwork: 1
name: Clinic

resources:
  tag:
    vip:
      lifecycle: { preventDestroy: true }
      # never twice
      name: vip
  # the doors
  calendarGroup:
    # where they wait
    visits: { when: true, name: Visits } # soon

    rooms:
      name: Rooms
      description: Rooms # all of them

# the end
`);
});

test('comments inside a list in brackets find one place, and keep it', () => {
  const source = `${head}  pipeline:
    p:
      name: P
      stages: [ # a
        { name: A }, # b
        # c
        { name: B, # d
          winProbability: 10 } # e
        # f
      ] # g
`;
  const once = formatted(source);
  expect(formatted(once)).toBe(once);
  for (const note of 'abcdefg') expect(once.split(`# ${note}\n`)).toHaveLength(2);
});

test('quotes stay where a reader of any YAML needs them, and only there', () => {
  const values = [
    '08:00',
    'yes',
    '12',
    'a: b',
    '{{x}}',
    '# no',
    'plain, with a comma',
    'He said "no"',
    "it's",
    '${var.x}',
  ];
  const lines = values.map((value, index) => `    v${index}: { name: v${index}, value: ${JSON.stringify(value)} }\n`);
  const result = formatted(`variables: { x: { type: string } }\n${head}  customValue:\n${lines.join('')}`);
  expect(result.match(/value: .*(?= \})/g)).toEqual([
    "value: '08:00'",
    "value: 'yes'",
    "value: '12'",
    "value: 'a: b'",
    "value: '{{x}}'",
    "value: '# no'",
    "value: 'plain, with a comma'",
    'value: He said "no"',
    "value: it's",
    "value: '${var.x}'",
  ]);
});

test('what is too long for a line is written over several, a folded text stays folded', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
  const source = `${head}  customValue:
    long: { name: Long, value: ${words(20)} }
    folded:
      name: Folded
      value: >-
        ${words(12)}
        ${words(12)}
    wrapped: { name: Wrapped, value: "one
      two" }
    lines: { name: Lines, value: "one\\ntwo" }
`;
  expect(formatted(source)).toBe(`${head}  customValue:
    long:
      name: Long
      value: ${words(20)}
    folded:
      name: Folded
      value: >-
        ${words(12)} word0 word1 word2 word3 word4 word5
        word6 word7 word8 word9 word10 word11
    wrapped: { name: Wrapped, value: one two }
    lines: { name: Lines, value: "one\\ntwo" }
`);
});

test('markers, a byte order mark and CRLF go', () => {
  const source = `\uFEFF---\n${head}  tag: { a: { name: a } }\n...\n`.replaceAll('\n', '\r\n');
  expect(formatted(source)).toBe(`${head}  tag: { a: { name: a } }\n`);
});

test('JSON stays JSON', () => {
  const source = '{"resources":{"tag":{"a":{"name":"a","when":true}}},"name":"Clinic","groundwork":1}';
  expect(formatted(source)).toBe(
    `${JSON.stringify({ groundwork: 1, name: 'Clinic', resources: { tag: { a: { when: true, name: 'a' } } } }, null, 2)}\n`,
  );
});

test('what would grow past the size of a blueprint stays as it is', () => {
  const lines = `${head}  customValue: { a: { name: a, value: ${JSON.stringify('x\n'.repeat(200_000))} } }\n`;
  expect(formatted(lines)).toBe(lines);
});

test('a faulty text is not formatted, but told what is wrong', () => {
  expect(formatSource('groundwork: 1\nnam: x\n')).toMatchObject({ issues: [{ at: { line: 1 } }, { at: { line: 2 } }] });
});

test.for(globSync(new URL('../../../core/src/library/*.yaml', import.meta.url).pathname))(
  'the starter %s is formatted, and comes back to that from another layout',
  (file) => {
    const source = readFileSync(file, 'utf8');
    expect(formatted(source)).toBe(source);
    const wide = parseDocument(source).toString({ indent: 4, lineWidth: 0 });
    expect(wide).not.toBe(source);
    expect(formatted(wide)).toBe(source);
    const parsed = parseBlueprint(source);
    expect(parseBlueprint(formatted(wide))).toEqual(parsed);
  },
);
