import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block for a shell, with its commands one by one: continued lines joined, comments gone. */
export interface DocBlock {
  file: string;
  line: number;
  commands: string[];
}

/** Every ```sh block of our documents, file by file. */
export const docBlocks = (root: string): DocBlock[] =>
  globSync(['README.md', 'docs/**/*.md', '{apps,packages}/*/README.md'], { cwd: root })
    .toSorted()
    .flatMap((file) => blocksIn(file, readFileSync(join(root, file), 'utf8')));

export function blocksIn(file: string, markdown: string): DocBlock[] {
  return [...markdown.matchAll(/^ *```(?:sh|shell|bash|console)\n(.*?)^ *```/gms)].map((match) => ({
    file,
    line: markdown.slice(0, match.index).split('\n').length,
    commands: commandsIn(match[1] ?? ''),
  }));
}

const commandsIn = (text: string): string[] =>
  text
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s+)# .*$/, '').trim())
    .filter((line) => line !== '');
