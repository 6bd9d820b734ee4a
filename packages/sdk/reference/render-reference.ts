import { declarationOf, type Declaration, exportsOf, type Member, membersOf } from './declarations.ts';

/** The reference as Markdown: the package's own declarations and what their comments say. */
export function renderReference(): string {
  const { own, taken } = exportsOf('index.ts');
  const client = membersOf('Groundwork', own);
  const nouns = client.filter(({ type }) => own.has(type));
  const shown = new Set(['Groundwork', 'GroundworkOptions', 'createGroundwork', ...nouns.map(({ type }) => type)]);
  const rest = [...own.keys()].filter((name) => !shown.has(name));
  const factory = declarationOf('createGroundwork', own);
  const testing = exportsOf('testing/index.ts').own;
  return [
    '# The SDK',
    '',
    '<!-- Written by packages/sdk/reference/write-reference.ts from the declarations themselves. -->',
    '',
    'Every call and every type of `@groundwork/sdk`. [Its README](../packages/sdk/README.md) begins with an example and says what',
    'holds for all calls: their end, their tries, their errors.',
    '',
    '## createGroundwork',
    '',
    ...shownIn(factory),
    'It takes:',
    '',
    ...listOf(membersOf('GroundworkOptions', own)),
    '## Calls of the client',
    '',
    ...listOf(
      client.filter(({ type }) => !own.has(type)),
      'gw.',
    ),
    ...nouns.flatMap(({ name, type }) => [
      `## gw.${name}`,
      '',
      ...paragraph(declarationOf(type, own).doc),
      ...listOf(membersOf(type, own), `gw.${name}.`),
    ]),
    '## Types and functions',
    '',
    ...rest.flatMap((name) => [`### ${name}`, '', ...shownIn(declarationOf(name, own))]),
    '## Types of answers',
    '',
    'They are shared with the server and come with the package:',
    '',
    `${taken.map((name) => `\`${name}\``).join(', ')}.`,
    '',
    '## Tests of yours',
    '',
    'From `@groundwork/sdk/testing`:',
    '',
    ...[...testing.keys()].flatMap((name) => [`### ${name}`, '', ...shownIn(declarationOf(name, testing))]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

const shownIn = ({ doc, text }: Declaration): string[] => [...paragraph(doc), '```ts', text, '```', ''];

const paragraph = (doc: string): string[] => (doc === '' ? [] : [doc, '']);

const listOf = (members: readonly Member[], before = ''): string[] => [
  ...members.map(({ name, doc, signature, type }) => {
    const head = `\`${before}${name}${signature}\``;
    return `- ${head}: \`${type}\`${doc === '' ? '' : `. ${doc}`}`;
  }),
  '',
];
