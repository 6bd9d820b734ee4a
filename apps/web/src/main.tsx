import { QueryClientProvider } from '@tanstack/react-query';
import { type AnyRoute, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { FeedContext } from './lib/feed/feed-context.tsx';
import { openFeed } from './lib/feed/open-feed.ts';
import { focusFaults } from './lib/focus-faults.ts';
import { keepFocus } from './lib/keep-focus.ts';
import { visitorMark } from './lib/visitor-mark.ts';
import { createAppRouter } from './router.tsx';
import './styles.css';
import { client, createQueryClient, createUtils, trpc } from './trpc.ts';

const queryClient = createQueryClient(signInAgain);
const utils = createUtils(queryClient);
const router = createAppRouter(utils);
// The page's code and what it asks first come along with the session, not after it. A visitor gets neither.
const matches = visitorMark() ? [] : router.matchRoutes(router.latestLocation);
const shownAtFirst = new Map(matches.map((match) => [String(match.routeId), match]));
for (const route of Object.values<AnyRoute>(router.routesById)) {
  const match = shownAtFirst.get(route.id);
  if (!match) continue;
  void router.loadRouteChunk(route)?.catch(() => undefined);
  route.options.loader?.({ context: { utils }, params: match.params, deps: match.loaderDeps });
}
const feed = openFeed(() => utils.session.me.getData()?.user.id, signInAgain);

/** A session that ended anywhere leads to one sign-in, and from there back. The guard of the shell handles the first load itself. */
function signInAgain(): void {
  const { pathname, href } = router.state.location;
  const shown = router.state.matches.some((match) => match.routeId === '/shell' && match.status === 'success');
  if (!shown || pathname === '/sign-in') return;
  // Cleared once nothing that needs a session is on the page any more.
  void router
    .navigate({ to: '/sign-in', search: { next: href, error: 'UNAUTHORIZED' } })
    .then(() => queryClient.clear());
}

keepFocus();
focusFaults();
const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');

createRoot(element).render(
  <StrictMode>
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <FeedContext value={feed}>
          <RouterProvider router={router} />
        </FeedContext>
      </QueryClientProvider>
    </trpc.Provider>
  </StrictMode>,
);
