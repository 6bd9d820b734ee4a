import { Link, Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Logo } from '../components/ui/logo.tsx';
import { PaletteButton } from '../features/command-palette/palette-button.tsx';
import { SandboxChip } from '../features/session/sandbox-chip.tsx';
import { useMe } from '../features/session/use-me.ts';
import { UserMenu } from '../features/session/user-menu.tsx';
import { LiveRegion } from '../lib/announce.tsx';
import { clearSessionState } from '../lib/session-state.ts';
import { trpc } from '../trpc.ts';
import { FeedChip } from './feed-chip.tsx';
import { mainLinks, pageLinks } from './navigation.ts';
import { ReachBanner } from './reach-banner.tsx';
import { useAgencyNews } from './use-agency-news.ts';

const hereClass = 'border-text! text-text! font-medium lg:bg-sunken';

export function Shell() {
  const { agency, sandbox } = useMe();
  const signOut = useSignOut();
  const main = useFocusOnNavigation();
  const nav = useLinkInSight();
  // A plan is a step of provisioning, at an address of its own.
  const isPlan = useLocation().pathname.startsWith('/plans/');
  useAgencyNews();
  usePagesAtHand();
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-solid print:hidden px-3 py-2 text-sm text-on-solid focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 flex flex-wrap items-center gap-x-2 border-b border-line bg-surface px-3 pt-2 print:hidden lg:h-dvh lg:flex-col lg:flex-nowrap lg:items-stretch lg:border-r lg:border-b-0 lg:p-3">
        <Link to="/accounts" className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md px-1.5 py-1 lg:flex-none">
          <Logo className="size-6 shrink-0" />
          <span className="min-w-0">
            <span className="block truncate text-base leading-tight font-semibold tracking-tight">Groundwork</span>
            <span className="block truncate text-xs text-muted">{agency.name}</span>
          </span>
        </Link>
        <PaletteButton pages={pageLinks} onSignOut={signOut} />
        <nav
          ref={nav}
          aria-label="Main"
          className="order-last -mx-1 mt-1 flex w-[calc(100%+0.5rem)] gap-0.5 overflow-x-auto lg:order-none lg:mx-0 lg:mt-5 lg:w-full lg:flex-col"
        >
          {mainLinks.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className={`flex min-h-9 shrink-0 items-center gap-2.5 border-b-2 border-transparent px-2 text-base whitespace-nowrap text-muted max-sm:px-1.5 max-sm:text-sm hover:text-text lg:min-h-8 lg:rounded-md lg:border-0 lg:hover:bg-sunken ${to === '/provision' && isPlan ? hereClass : ''}`}
              activeProps={{ className: hereClass }}
            >
              <Icon aria-hidden className="hidden size-4 sm:block" />
              {label}
            </Link>
          ))}
        </nav>
        <div className="flex items-center gap-2 lg:mt-auto lg:flex-col lg:items-stretch lg:gap-1.5">
          <div className="flex items-center gap-2 lg:flex-wrap lg:px-1.5">
            {sandbox ? <SandboxChip /> : null}
            <FeedChip />
          </div>
          <UserMenu onSignOut={signOut} />
        </div>
      </header>
      <div className="min-w-0">
        <ReachBanner />
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl px-4 py-6 outline-none sm:px-6 lg:py-8 print:max-w-none print:p-0"
        >
          <Outlet />
        </main>
      </div>
      <LiveRegion />
    </div>
  );
}

function useSignOut(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = trpc.session.signOut.useMutation({
    onSuccess: async () => {
      clearSessionState();
      await navigate({ to: '/sign-in' });
      queryClient.clear();
    },
  });
  return () => mutate();
}

/** A new page starts at its top for keyboards and screen readers too; a change of the query alone does not move them. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** On a narrow screen not all links have room: the one to the page that is shown has. */
function useLinkInSight() {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const { current: box } = nav;
    const here = box?.querySelector<HTMLElement>('[aria-current=page]');
    if (box && here) box.scrollLeft = here.offsetLeft - (box.clientWidth - here.offsetWidth) / 2;
  }, [pathname]);
  return nav;
}

/** Fetches the other pages' code in a quiet moment, so that they also open while the API is away or was just deployed anew. */
function usePagesAtHand(): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const route of Object.values(router.routesById)) void router.loadRouteChunk(route)?.catch(() => undefined);
    }, 2_000);
    return () => clearTimeout(timer);
  }, [router]);
}
