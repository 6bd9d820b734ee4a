import type { Issue, SourceLocation } from '@groundwork/shared';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import { keyFromName } from '@groundwork/shared/kinds';

/** One change of a text that only one thing can be meant by. */
interface Correction {
  source: string;
  /** What was changed, for a person. */
  said: string;
}

export interface Corrected {
  source: string;
  said: string[];
  /** Nothing is wrong any more. */
  isValid: boolean;
}

const maxCorrections = 60;

/** Puts right what is plainly a slip of the pen. What needs a decision stays as it is. */
export function correctText(source: string): Corrected {
  const said: string[] = [];
  let text = source;
  while (said.length < maxCorrections) {
    const parsed = parseBlueprint(text);
    if (parsed.ok) return { source: text, said, isValid: true };
    const next = firstOf(parsed.issues, text);
    if (!next || next.source === text) break;
    text = next.source;
    said.push(next.said);
  }
  return { source: text, said, isValid: false };
}

function firstOf(issues: readonly Issue[], source: string): Correction | null {
  for (const issue of issues)
    for (const correct of corrections) {
      const corrected = correct(issue, source);
      if (corrected) return corrected;
    }
  return null;
}

const corrections: readonly ((issue: Issue, source: string) => Correction | null)[] = [
  ({ message }, source) =>
    /YAML or JSON/.test(message) && /^\s*\t/m.test(source)
      ? {
          source: source.replaceAll(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', '  ')),
          said: 'Tabs became spaces: YAML takes no tabs.',
        }
      : null,
  ({ message, path }, source) => {
    if (path !== 'groundwork') return null;
    if (/is missing/.test(message))
      return { source: `groundwork: 1\n${source}`, said: 'The first line says groundwork: 1.' };
    const other = source.replace(/^(["']?groundwork["']?\s*:).*$/m, '$1 1');
    return { source: other, said: 'The format is 1: groundwork: 1.' };
  },
  ({ message, path }, source) =>
    path === 'name' && /is missing/.test(message)
      ? {
          source: source.replace(/^(groundwork:.*\n)/m, '$1name: New blueprint\n'),
          said: 'It has a name: New blueprint. Choose a better one.',
        }
      : null,
  ({ message, at }, source) => {
    const [, meant] = /Did you mean "([^"]+)"\?/.exec(message) ?? [];
    const [, written] = /"([^"]+)"/.exec(message) ?? [];
    if (meant === undefined || !at) return null;
    if (/variable|resource|attribute|cannot be referred/.test(message) && written !== undefined)
      return onLine(
        source,
        at,
        (line, column) => replaceFrom(line, column, written, meant),
        `${written} became ${meant}.`,
      );
    return onToken(
      source,
      at,
      () => meant,
      (was) => `${was} became ${meant}.`,
    );
  },
  ({ message }, source) => {
    const [, name] = /^There is no variable "([a-z]\w*)"\. Declare it/.exec(message) ?? [];
    if (name === undefined) return null;
    const line = `  ${name}: { type: string, description: What stands for ${name} }\n`;
    const declared = /^variables:[ \t]*(?:\{\s*\})?[ \t]*\n/m.test(source)
      ? source.replace(/^variables:[ \t]*(?:\{\s*\})?[ \t]*\n/m, `variables:\n${line}`)
      : source.replace(/^resources:/m, `variables:\n${line}\nresources:`);
    return { source: declared, said: `The variable ${name} is declared.` };
  },
  ({ message, at }, source) =>
    /must be text \(put it in quotes\), but it is (?:the number|the boolean|true|false)/.test(message) && at
      ? onToken(
          source,
          at,
          (was) => `'${was}'`,
          (was) => `${was} stands in quotes: it is text.`,
        )
      : null,
  ({ message, at }, source) =>
    /must be (?:a number|a whole number), but it is text/.test(message) && at
      ? onToken(
          source,
          at,
          (was) => (/^["']?\d+(?:\.\d+)?["']?$/.test(was) ? was.replaceAll(/["']/g, '') : was),
          (was) => `${was} stands without quotes: it is a number.`,
        )
      : null,
  ({ message, at }, source) =>
    /must be true or false, but it is text/.test(message) && at
      ? onToken(
          source,
          at,
          (was) =>
            ({ yes: 'true', true: 'true', on: 'true', no: 'false', false: 'false', off: 'false' })[
              was.replaceAll(/["']/g, '').toLowerCase()
            ] ?? was,
          (was) => `${was} became true or false.`,
        )
      : null,
  ({ message, at }, source) =>
    /Write the time as hours and minutes/.test(message) && at
      ? onToken(
          source,
          at,
          (was) => was.replace(/^["']?(\d):(\d\d)["']?$/, "'0$1:$2'"),
          (was) => `${was} has two digits for the hour.`,
        )
      : null,
  ({ message, at }, source) =>
    /is not a name: use lower-case/.test(message) && at
      ? onToken(
          source,
          at,
          (was) => keyFromName(was.replaceAll(/["']/g, '')).replaceAll(/[^a-z0-9_]/g, '') || was,
          (was) => `The name ${was} has lower-case letters, digits and underscores alone.`,
        )
      : null,
  ({ message, at }, source) => {
    const [, key] = /^The key "([^"]+)" is there twice/.exec(message) ?? [];
    if (key === undefined || !at) return null;
    const lines = source.split('\n');
    const line = lines[at.line - 1] ?? '';
    const isRepeated = lines.some((other, index) => index !== at.line - 1 && other === line);
    const isWhole = /^\s*[\w"']+\s*:\s*\S/.test(line) && !/[|>][-+]?\s*$/.test(line);
    if (!isRepeated || !isWhole) return null;
    return {
      source: lines.filter((_, index) => index !== at.line - 1).join('\n'),
      said: `The second "${key}", which said the same, is gone.`,
    };
  },
];

function onLine(
  source: string,
  at: SourceLocation,
  change: (line: string, column: number) => string,
  said: string,
): Correction | null {
  const lines = source.split('\n');
  const line = lines[at.line - 1];
  if (line === undefined) return null;
  const changed = change(line, at.column - 1);
  return changed === line
    ? null
    : { source: lines.with(at.line - 1, changed).join('\n'), said: `Line ${at.line}: ${said}` };
}

/** The word, or the text in quotes, that stands at a place. */
function onToken(
  source: string,
  at: SourceLocation,
  change: (was: string) => string,
  said: (was: string) => string,
): Correction | null {
  const line = source.split('\n')[at.line - 1] ?? '';
  const [token = ''] = /^(?:"[^"]*"|'[^']*'|[^\s,:{}[\]#]+(?::\d+)?)/.exec(line.slice(at.column - 1)) ?? [];
  if (token === '') return null;
  return onLine(
    source,
    at,
    (text, column) => text.slice(0, column) + change(token) + text.slice(column + token.length),
    said(token),
  );
}

const replaceFrom = (line: string, column: number, written: string, meant: string): string => {
  const index = line.indexOf(written, column);
  return index === -1 ? line : line.slice(0, index) + meant + line.slice(index + written.length);
};
