import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';
import { readRoutes } from './read-routes.ts';

const router = fileURLToPath(new URL('../src/router.tsx', import.meta.url));

/**
 * `pages.json` beside index.html: the path of each page, as Fastify writes it, and the links that its document gets beside those of
 * every page. By them the browser fetches the page's own code and who is signed in along with the entry, not after it.
 */
export const pageLinks: Plugin = {
  name: 'page-links',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const named = new Set(
      withImports(
        chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
        chunks,
      ),
    );
    const links = readRoutes(readFileSync(router, 'utf8')).map(({ path, files, needsSession }) => {
      const code = withImports(
        files.map((file) => chunkOf(file, chunks)),
        chunks,
      );
      const own = code.filter((name) => !named.has(name)).map(preload);
      return [path.replaceAll('$', ':'), [...own, ...(needsSession ? [session] : [])].join('')];
    });
    this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(Object.fromEntries(links)) });
  },
};

const preload = (fileName: string) => `<link rel="modulepreload" crossorigin href="/${fileName}">`;
/** As the tRPC client asks it: `src/trpc.ts`. */
const session = '<link rel="preload" as="fetch" crossorigin href="/trpc/session.me">';

function chunkOf(file: string, chunks: readonly Rolldown.OutputChunk[]): string {
  const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${file}`));
  if (!chunk) throw new Error(`${file} has no chunk of its own. Import it in router.tsx by lazyRouteComponent().`);
  return chunk.fileName;
}

function withImports(from: readonly string[], chunks: readonly Rolldown.OutputChunk[]): string[] {
  const names = new Set(from);
  for (const name of names)
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) names.add(next);
  return [...names];
}
