import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Every link in our Markdown that names a file which is not there: `file:line target`. */
export function brokenDocLinks(root: string): string[] {
  return globSync('**/*.md', {
    cwd: root,
    exclude: (name) => /^(node_modules|dist|\.git|\.data|test-results)$/.test(name),
  })
    .toSorted()
    .flatMap((file) =>
      linksIn(readFileSync(join(root, file), 'utf8'))
        .filter(({ target }) => !leadsSomewhere(root, join(root, dirname(file)), target))
        .map(({ line, target }) => `${file}:${line} ${target}`),
    );
}

function linksIn(markdown: string): { line: number; target: string }[] {
  let isInFence = false;
  return markdown.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) isInFence = !isInFence;
    if (isInFence) return [];
    const prose = text.replaceAll(/`[^`]*`/g, '');
    return [...prose.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)/g)].map((match) => ({
      line: index + 1,
      target: match[1] ?? match[2] ?? '',
    }));
  });
}

function leadsSomewhere(root: string, folder: string, target: string): boolean {
  if (/^(https?:|mailto:|#)/.test(target)) return true;
  const path = decodeURI(target.split('#')[0] ?? '');
  const file = path.startsWith('/') ? join(root, path) : join(folder, path);
  return !relative(root, file).startsWith('..') && existsSync(file);
}
