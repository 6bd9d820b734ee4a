export interface FaultyBlueprint {
  name: string;
  source: string;
  /** Where the first fault is: line and column, from 1. */
  at: [line: number, column: number];
  /** What is wrong and what to do about it. */
  says: RegExp;
}

const head = 'groundwork: 1\nname: Bad\n';
/** Its entries begin on line 5. */
const tags = (entries: string) => `${head}resources:\n  tag:\n    ${entries}\n`;
const values = (entries: string) => `${head}resources:\n  customValue:\n    ${entries}\n`;

const laughs = Array.from({ length: 30 }, (_, index) => `b${index}: &b${index} [*b${index - 1}, *b${index - 1}]`);

export const faultyBlueprints: FaultyBlueprint[] = [
  { name: 'nothing', source: '', at: [1, 1], says: /nothing in it yet\. Start with/ },
  { name: 'broken YAML', source: `${head}resources: [`, at: [3, 13], says: /not readable as YAML or JSON/ },
  { name: 'broken JSON', source: '{\n  "groundwork": 1,\n  "name": ', at: [3, 11], says: /not readable as YAML/ },
  { name: 'no blueprint at all', source: '<html><body>502 Bad Gateway</body></html>', at: [1, 1], says: /mapping/ },
  { name: 'a YAML alias', source: tags('a: &x { name: one }\n    b: *x'), at: [5, 8], says: /Anchors .* Remove it/ },
  { name: 'aliases that multiply', source: `b-1: &b-1 [ha]\n${laughs.join('\n')}`, at: [1, 6], says: /Remove it/ },
  { name: 'a merge key', source: tags('a: { name: one }\n    b: { <<: { name: two } }'), at: [6, 10], says: /Merge/ },
  { name: 'a tag that asks for code', source: tags('a: !!js/function "x"'), at: [5, 8], says: /Tags .* Remove it/ },
  { name: 'two documents', source: `${head}---\n${head}`, at: [3, 1], says: /second document .* file of its own/ },
  { name: 'deep nesting', source: '['.repeat(100_000), at: [1, 33], says: /nested deeper than 32 levels/ },
  { name: 'deep nesting in JSON', source: '{"a":'.repeat(50_000), at: [1, 161], says: /nested deeper than 32 levels/ },
  {
    name: 'a key twice',
    source: tags('a: { name: one }\n    a: { name: two }'),
    at: [6, 5],
    says: /"a" is there twice\. Keep one/,
  },
  { name: '__proto__', source: tags('__proto__: { name: one }'), at: [5, 5], says: /"__proto__" is not allowed/ },
  {
    name: '__proto__ in JSON',
    source: '{"groundwork":1,"name":"Bad","__proto__":{"isAdmin":true}}',
    at: [1, 30],
    says: /"__proto__" is not allowed/,
  },
  { name: 'NUL', source: tags('a: { name: "one\0" }'), at: [5, 20], says: /U\+0000 is not allowed.* Remove it/ },
  { name: 'NUL, escaped', source: tags(String.raw`a: { name: "one\0" }`), at: [5, 16], says: /U\+0000/ },
  {
    name: 'half a character',
    source: tags('a: { name: "one\uD800" }'),
    at: [5, 20],
    says: /Write the whole character/,
  },
  {
    name: 'text that turns direction',
    source: tags('a: { name: "\u202Etxt.exe" }'),
    at: [5, 17],
    says: /U\+202E changes the direction.* Remove it/,
  },
  {
    name: 'a name of 300 characters',
    source: tags(`a: { name: ${'n'.repeat(300)} }`),
    at: [5, 16],
    says: /has 300 characters; GHL takes at most 255\. Write a shorter one/,
  },
  {
    name: 'a blueprint name of 300 characters',
    source: `groundwork: 1\nname: ${'n'.repeat(300)}\n`,
    at: [2, 7],
    says: /more than 120 characters\. Shorten it/,
  },
  {
    name: 'an address of 300 characters',
    source: tags(`${'n'.repeat(300)}: { name: one }`),
    at: [5, 5],
    says: /at most 63/,
  },
  {
    name: 'an unknown kind',
    source: `${head}resources:\n  tags:\n    a: { name: one }\n`,
    at: [4, 3],
    says: /no kind "tags"\. Did you mean "tag"\?/,
  },
  { name: 'an unknown property', source: tags('a: { nmae: one }'), at: [5, 5], says: /"name" is missing\. Add it/ },
  { name: 'another format', source: 'groundwork: 2\nname: Bad\n', at: [1, 13], says: /Write: groundwork: 1/ },
  {
    name: 'a circle of references',
    source: values('a: { name: a, value: "${customValue.b.id}" }\n    b: { name: b, value: "${customValue.a.id}" }'),
    at: [5, 27],
    says: /circle.*customValue\.a → customValue\.b → customValue\.a\. Take one reference out/,
  },
  {
    name: 'a reference to nothing',
    source: values('a: { name: a, value: "${tag.vip.id}" }'),
    at: [5, 27],
    says: /no resource "tag\.vip" in this blueprint/,
  },
  {
    name: 'a variable that is not declared',
    source: values('a: { name: a, value: "${var.phone}" }'),
    at: [5, 27],
    says: /no variable "phone"\. Declare it under variables/,
  },
  {
    name: 'two names that are one to GHL',
    source: tags('a: { name: vip }\n    b: { name: VIP }'),
    at: [6, 16],
    says: /the same tag to GHL .*Rename one, or keep one/,
  },
  {
    name: '2,001 resources',
    source: tags(Array.from({ length: 2001 }, (_, index) => `t${index}: { name: t${index} }`).join('\n    ')),
    at: [3, 1],
    says: /2001 resources; at most 2000 are taken\. Split it in two/,
  },
];
