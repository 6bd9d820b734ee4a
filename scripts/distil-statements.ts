/** Each kind of statement once, the shortest of those that differ in how many values they carry, in an order of their own. */
export function distilStatements(texts: readonly string[]): string[] {
  const shortest = new Map<string, string>();
  for (const text of texts.map(onOneLine)) {
    if (!/^(select|insert|update|delete|merge|with)\b/i.test(text) || isOfTests(text)) continue;
    const kind = kindOf(text);
    const known = shortest.get(kind);
    if (known === undefined || isBefore(text, known)) shortest.set(kind, text);
  }
  return [...shortest.values()].toSorted();
}

const onOneLine = (text: string): string =>
  text
    .replaceAll(/^\s*--.*$/gm, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();

const isBefore = (text: string, known: string): boolean =>
  text.length < known.length || (text.length === known.length && text < known);

/** What makes and drops the databases of tests, or looks into the server itself. */
const isOfTests = (text: string): boolean => /\bpg_(database|roles|stat_\w+|locks|terminate_backend)\b/.test(text);

/** `in ($1, $2)` and `in ($1)` are of one kind, and so are rows of values. */
function kindOf(text: string): string {
  const value = String.raw`\$(?:::\w+)?`;
  return text
    .replaceAll(/\$\d+/g, '$')
    .replaceAll(new RegExp(String.raw`\(${value}(?:, ${value})+\)`, 'g'), '($)')
    .replaceAll(/\((?:\$|default)(?:, (?:\$|default))*\)/g, '($)')
    .replaceAll(/\(\$\)(?:, \(\$\))+/g, '($)');
}
