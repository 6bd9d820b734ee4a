import type { JobState, TargetState } from '@groundwork/shared/views';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { connectResults } from './features/connections/connect-results.ts';
import { isUnauthorized } from './lib/app-error.ts';
import { claimSessionState } from './lib/session-state.ts';
import { visitorMark } from './lib/visitor-mark.ts';
import { ErrorPage } from './routes/error-page.tsx';
import { NotFoundPage } from './routes/not-found.tsx';
import { Shell } from './routes/shell.tsx';
import { ShellSkeleton } from './routes/shell-skeleton.tsx';
import type { Utils } from './trpc.ts';

export const provisionSteps = ['account', 'blueprint', 'variables'] as const;
export type ProvisionStep = (typeof provisionSteps)[number];
const jobStates: readonly JobState[] = ['PENDING', 'PROCESSING', 'SUCCESS', 'FAILED', 'CANCELLED'];
const targetStates: readonly TargetState[] = [
  'PLANNING',
  'PLANNED',
  'UNCHANGED',
  'BLOCKED',
  'QUEUED',
  'RUNNING',
  'SUCCESS',
  'FAILED',
  'CANCELLED',
  'SKIPPED',
];

const root = createRootRouteWithContext<{ utils: Utils }>()({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search) => ({ ...text(search, 'next'), ...text(search, 'error') }),
  component: lazyRouteComponent(() => import('./routes/sign-in.tsx'), 'SignInPage'),
});

/** Outside the shell: who opens it is not signed in yet. The link's token is in the fragment, which no server sees. */
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: lazyRouteComponent(() => import('./routes/invite.tsx'), 'InvitePage'),
});

/** Outside the shell: who followed a link to connect may have no part in Groundwork. */
const connected = createRoute({
  getParentRoute: () => root,
  path: '/connected',
  validateSearch: (search) => ({ ...choice(search, 'result', connectResults), ...text(search, 'code') }),
  component: lazyRouteComponent(() => import('./routes/connected.tsx'), 'ConnectedPage'),
});

/** Everything below it needs a session. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const signInFirst = redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    const mark = visitorMark();
    // It says how things were when the document was sent: from now on the server is asked.
    mark?.remove();
    if (mark) throw signInFirst;
    try {
      const { user } = await context.utils.session.me.ensureData();
      claimSessionState(user.id);
    } catch (error) {
      throw isUnauthorized(error) ? signInFirst : error;
    }
  },
  component: Shell,
  pendingComponent: ShellSkeleton,
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/accounts', replace: true });
  },
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  validateSearch: (search) => text(search, 'q'),
  loader: ({ context }) => void context.utils.accounts.list.prefetch(),
  component: lazyRouteComponent(() => import('./routes/accounts.tsx'), 'AccountsPage'),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/$locationId',
  loader: ({ context, params }) => void context.utils.accounts.get.prefetch(params),
  component: lazyRouteComponent(() => import('./routes/account.tsx'), 'AccountPage'),
});

const compareAccounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/compare',
  validateSearch: (search) => ({ ...text(search, 'left'), ...text(search, 'right') }),
  loader: ({ context }) => void context.utils.accounts.list.prefetch(),
  component: lazyRouteComponent(() => import('./routes/compare-accounts.tsx'), 'CompareAccountsPage'),
});

const variables = createRoute({
  getParentRoute: () => shell,
  path: '/variables',
  validateSearch: (search) => ({
    ...choice(search, 'show', ['agency', 'groups', 'accounts'] as const),
    ...text(search, 'group'),
  }),
  component: lazyRouteComponent(() => import('./routes/variables.tsx'), 'VariablesPage'),
});

const drift = createRoute({
  getParentRoute: () => shell,
  path: '/drift',
  loader: ({ context }) => void context.utils.drift.get.prefetch(),
  component: lazyRouteComponent(() => import('./routes/drift.tsx'), 'DriftPage'),
});

const driftCause = createRoute({
  getParentRoute: () => shell,
  path: '/drift/$causeKey',
  loader: ({ context, params }) => void context.utils.drift.cause.prefetch({ key: params.causeKey }),
  component: lazyRouteComponent(() => import('./routes/drift-cause.tsx'), 'DriftCausePage'),
});

const rollouts = createRoute({
  getParentRoute: () => shell,
  path: '/rollouts',
  component: lazyRouteComponent(() => import('./routes/rollouts.tsx'), 'RolloutsPage'),
});

const newRollout = createRoute({
  getParentRoute: () => shell,
  path: '/rollouts/new',
  validateSearch: (search) => ({ ...text(search, 'blueprint'), ...text(search, 'version') }),
  loader: ({ context }) => {
    void context.utils.accounts.list.prefetch();
    void context.utils.blueprints.list.prefetch();
  },
  component: lazyRouteComponent(() => import('./routes/new-rollout.tsx'), 'NewRolloutPage'),
});

const rollout = createRoute({
  getParentRoute: () => shell,
  path: '/rollouts/$rolloutId',
  validateSearch: (search) => choice(search, 'state', targetStates),
  loader: ({ context, params }) => void context.utils.rollouts.get.prefetch({ id: params.rolloutId }),
  component: lazyRouteComponent(() => import('./routes/rollout.tsx'), 'RolloutPage'),
});

const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  validateSearch: (search) => ({ ...text(search, 'q'), ...text(search, 'health') }),
  loader: ({ context }) => void context.utils.connections.check.prefetch(),
  component: lazyRouteComponent(() => import('./routes/connections.tsx'), 'ConnectionsPage'),
});

const provision = createRoute({
  getParentRoute: () => shell,
  path: '/provision',
  validateSearch: (search) => ({
    ...text(search, 'account'),
    ...text(search, 'blueprint'),
    ...text(search, 'version'),
    ...choice(search, 'step', provisionSteps),
  }),
  loader: ({ context }) => {
    void context.utils.accounts.list.prefetch();
    void context.utils.blueprints.list.prefetch();
  },
  component: lazyRouteComponent(() => import('./routes/provision.tsx'), 'ProvisionPage'),
});

const plan = createRoute({
  getParentRoute: () => shell,
  path: '/plans/$planId',
  loader: ({ context, params }) => void context.utils.plans.get.prefetch({ id: params.planId }),
  component: lazyRouteComponent(() => import('./routes/plan.tsx'), 'PlanPage'),
});

const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  validateSearch: (search) => ({ ...choice(search, 'state', jobStates), ...text(search, 'account') }),
  component: lazyRouteComponent(() => import('./routes/jobs.tsx'), 'JobsPage'),
});

const job = createRoute({
  getParentRoute: () => shell,
  path: '/jobs/$jobId',
  loader: ({ context, params }) => void context.utils.jobs.get.prefetch({ id: params.jobId }),
  component: lazyRouteComponent(() => import('./routes/job.tsx'), 'JobPage'),
});

const jobReport = createRoute({
  getParentRoute: () => shell,
  path: '/jobs/$jobId/report',
  loader: ({ context, params }) => void context.utils.jobs.report.prefetch({ id: params.jobId }),
  component: lazyRouteComponent(() => import('./routes/job-report.tsx'), 'JobReportPage'),
});

const blueprints = createRoute({
  getParentRoute: () => shell,
  path: '/blueprints',
  validateSearch: (search) => text(search, 'q'),
  loader: ({ context }) => void context.utils.blueprints.list.prefetch(),
  component: lazyRouteComponent(() => import('./routes/blueprints.tsx'), 'BlueprintsPage'),
});

const newBlueprint = createRoute({
  getParentRoute: () => shell,
  path: '/blueprints/new',
  /**
   * `account`: written on the way to provisioning it, which then goes on. `capture`: read from this account. `describe`: told to the
   * assistant, from nothing.
   */
  validateSearch: (search): { from?: string; account?: string; capture?: string; describe?: true } => ({
    ...text(search, 'from'),
    ...text(search, 'account'),
    ...text(search, 'capture'),
    ...(search.describe === true ? { describe: true as const } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/new-blueprint.tsx'), 'NewBlueprintPage'),
});

const blueprint = createRoute({
  getParentRoute: () => shell,
  path: '/blueprints/$blueprintId',
  validateSearch: (search): { edit?: true; version?: string; show?: 'source' | 'values' } => ({
    ...(search.edit === true ? { edit: true as const } : {}),
    ...text(search, 'version'),
    ...choice(search, 'show', ['source', 'values'] as const),
  }),
  loaderDeps: ({ search: { version } }) => ({ version }),
  loader: ({ context: { utils }, params: { blueprintId }, deps: { version } }) => {
    void utils.blueprints.get.prefetch(version ? { versionId: version } : { blueprintId });
    void utils.blueprints.versions.prefetch({ blueprintId });
  },
  component: lazyRouteComponent(() => import('./routes/blueprint.tsx'), 'BlueprintPage'),
});

const compare = createRoute({
  getParentRoute: () => shell,
  path: '/blueprints/$blueprintId/compare',
  validateSearch: (search) => ({ ...text(search, 'from'), ...text(search, 'to') }),
  loader: ({ context, params: { blueprintId } }) => void context.utils.blueprints.versions.prefetch({ blueprintId }),
  component: lazyRouteComponent(() => import('./routes/compare.tsx'), 'ComparePage'),
});

const libraryEntry = createRoute({
  getParentRoute: () => shell,
  path: '/blueprints/library/$slug',
  validateSearch: (search) => ({ ...text(search, 'account'), ...choice(search, 'show', ['source'] as const) }),
  loader: ({ context }) => void context.utils.blueprints.library.prefetch(),
  component: lazyRouteComponent(() => import('./routes/library-entry.tsx'), 'LibraryEntryPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./routes/settings.tsx'), 'SettingsLayout'),
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/profile', replace: true });
  },
});

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  loader: ({ context }) => void context.utils.sessions.list.prefetch(),
  component: lazyRouteComponent(() => import('./routes/settings-profile.tsx'), 'ProfilePage'),
});

const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  loader: ({ context }) => void context.utils.members.list.prefetch(),
  component: lazyRouteComponent(() => import('./routes/settings-members.tsx'), 'MembersPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/api-keys',
  validateSearch: (search) => ({ ...text(search, 'q'), ...text(search, 'owner'), ...text(search, 'state') }),
  loader: ({ context }) => void context.utils.apiKeys.list.prefetch(),
  component: lazyRouteComponent(() => import('./routes/settings-api-keys.tsx'), 'ApiKeysPage'),
});

/** Where a tool sends who is to let it in. Below the shell, so that who has to sign in first comes back to it. */
const device = createRoute({
  getParentRoute: () => shell,
  path: '/device',
  validateSearch: (search) => text(search, 'code'),
  component: lazyRouteComponent(() => import('./routes/device.tsx'), 'DevicePage'),
});

const assistantUsage = createRoute({
  getParentRoute: () => settings,
  path: '/assistant',
  validateSearch: (search) => text(search, 'month'),
  component: lazyRouteComponent(() => import('./routes/settings-assistant.tsx'), 'AssistantUsagePage'),
});

const routeTree = root.addChildren([
  signIn,
  invite,
  connected,
  shell.addChildren([
    home,
    accounts,
    account,
    compareAccounts,
    connections,
    variables,
    rollouts,
    newRollout,
    rollout,
    drift,
    driftCause,
    provision,
    plan,
    jobs,
    job,
    jobReport,
    blueprints,
    newBlueprint,
    blueprint,
    compare,
    libraryEntry,
    device,
    settings.addChildren([settingsHome, profile, members, apiKeys, assistantUsage]),
  ]),
]);

export const createAppRouter = (utils: Utils) =>
  createRouter({
    routeTree,
    context: { utils },
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    // React Query decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultErrorComponent: ErrorPage,
    scrollRestoration: true,
    defaultStructuralSharing: true,
  });

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}

/** A search parameter that is not what it should be is left out, never an error. */
function text<Name extends string>(search: Record<string, unknown>, name: Name): { [key in Name]?: string } {
  const value = search[name];
  const given = typeof value === 'number' ? String(value) : value;
  return typeof given === 'string' && given !== '' ? ({ [name]: given } as { [key in Name]?: string }) : {};
}

function choice<Name extends string, Value extends string>(
  search: Record<string, unknown>,
  name: Name,
  values: readonly Value[],
): { [key in Name]?: Value } {
  const value = values.find((known) => known === search[name]);
  return value ? ({ [name]: value } as { [key in Name]?: Value }) : {};
}
