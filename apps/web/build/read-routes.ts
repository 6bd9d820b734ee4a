export interface PageRoute {
  /** As the router writes it: `/plans/$planId`. */
  path: string;
  /** Of the page and of the layouts around it, below `src`. */
  files: string[];
  needsSession: boolean;
}

interface Route {
  name: string;
  parent: string | undefined;
  path: string;
  file: string | undefined;
  /** Where it leads at once. */
  leadsTo: string | undefined;
}

/** The pages that router.tsx declares, from its text: what a route imports later can be read nowhere else. */
export function readRoutes(source: string): PageRoute[] {
  const routes = [...source.matchAll(/^const (\w+) = createRoute\(\{(.*?)^\}\);/gms)].map(
    ([, name = '', body = '']): Route => ({
      name,
      parent: /getParentRoute: \(\) => (\w+)/.exec(body)?.[1],
      path: /^ {2}path: '([^']*)'/m.exec(body)?.[1] ?? '',
      file: /lazyRouteComponent\(\(\) => import\('\.\/([^']+)'\)/.exec(body)?.[1],
      leadsTo: /throw redirect\(\{ to: '([^']+)', replace: true \}\)/.exec(body)?.[1],
    }),
  );
  const found = routes.filter(({ file }) => file);
  const written = source.split('lazyRouteComponent(').length - 1;
  if (found.length !== written)
    throw new Error(
      `router.tsx has ${written} lazy pages, ${found.length} of which could be read. Write each as the others.`,
    );
  const pages = found.map((route): PageRoute => {
    const chain = chainOf(route, routes);
    return {
      path: pathOf(chain),
      files: chain.flatMap(({ file }) => file ?? []),
      needsSession: chain.some(({ name }) => name === 'shell'),
    };
  });
  const doors = routes.flatMap((route) => {
    const page = pages.find(({ path }) => path === route.leadsTo);
    return page ? [{ ...page, path: pathOf(chainOf(route, routes)) }] : [];
  });
  // A layout has the path of its own index, which comes later and holds.
  return [...pages, ...doors];
}

const pathOf = (chain: readonly Route[]): string =>
  chain
    .map(({ path }) => path)
    .join('')
    .replace(/(.)\/$/, '$1');

/** From the outermost to the route itself. */
function chainOf(route: Route, routes: readonly Route[]): Route[] {
  const parent = routes.find(({ name }) => name === route.parent);
  return parent ? [...chainOf(parent, routes), route] : [route];
}
