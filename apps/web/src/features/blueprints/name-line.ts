const line = /^name:[ \t]*(.*)$/m;

/** The blueprint's name as its YAML text says it; null where it is written in a way that only the text itself should change. */
export function nameIn(source: string): string | null {
  const written = line.exec(source)?.[1]?.trimEnd();
  if (written === undefined) return null;
  if (written.startsWith('"')) return quoted(written);
  if (/^'(?:[^']|'')*'$/.test(written)) return written.slice(1, -1).replaceAll("''", "'");
  return written === '' || isPlain(written) ? written : null;
}

/** The text with another name, and not a letter else changed. */
export const withName = (source: string, name: string): string =>
  source.replace(line, () => `name: ${isPlain(name) ? name : JSON.stringify(name)}`);

function quoted(written: string): string | null {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Words that YAML reads as a text without quotes, to the end of the line. */
const isPlain = (text: string) =>
  /^\p{L}(?:[\p{L}\p{N} ,.&'()/+-]*[\p{L}\p{N}.)])?$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text);
