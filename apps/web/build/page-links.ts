import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';
import { readRoutes } from './read-routes.ts';

const router = fileURLToPath(new URL('../src/router.tsx', import.meta.url));

/** What the head of a page's document gets beside what every page has: for who may be signed in, and for who is not. */
interface PageHeads {
  known: string;
  visitor: string;
}

/**
 * `pages.json` beside index.html: the path of each page, as Fastify writes it, and its heads. By their links the browser fetches the
 * page's own code and who is signed in along with the entry, not after it. A page that needs a session leads a visitor to the sign-in:
 * that is what they fetch, and they ask nothing that would be refused.
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
    const routes = readRoutes(readFileSync(router, 'utf8'));
    const codeOf = (files: readonly string[]) =>
      withImports(
        files.map((file) => chunkOf(file, chunks)),
        chunks,
      )
        .filter((name) => !named.has(name))
        .map(preload)
        .join('');
    const signIn = codeOf(routes.find(({ path }) => path === '/sign-in')?.files ?? []);
    const pages = routes.map(({ path, files, needsSession }): [string, PageHeads] => {
      const code = codeOf(files);
      const heads = needsSession
        ? { known: code + session, visitor: signIn + noSession }
        : { known: code, visitor: code };
      return [path.replaceAll('$', ':'), heads];
    });
    this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(Object.fromEntries(pages)) });
  },
};

const preload = (fileName: string) => `<link rel="modulepreload" crossorigin href="/${fileName}">`;
/** As the tRPC client asks it: `src/trpc.ts`. */
const session = '<link rel="preload" as="fetch" crossorigin href="/trpc/session.me">';
/** Where `src/lib/visitor-mark.ts` looks for it. */
const noSession = '<meta name="session" content="none">';

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
