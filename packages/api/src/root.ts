import { accountsRouter } from './routers/accounts.ts';
import { apiKeysRouter } from './routers/api-keys.ts';
import { assistantRouter } from './routers/assistant.ts';
import { blueprintsRouter } from './routers/blueprints.ts';
import { configRouter } from './routers/config.ts';
import { connectionsRouter } from './routers/connections.ts';
import { driftRouter } from './routers/drift.ts';
import { feedProcedure } from './routers/feed.ts';
import { groupsRouter } from './routers/groups.ts';
import { invitationsRouter } from './routers/invitations.ts';
import { jobsRouter } from './routers/jobs.ts';
import { membersRouter } from './routers/members.ts';
import { plansRouter } from './routers/plans.ts';
import { profileRouter } from './routers/profile.ts';
import { rolloutsRouter } from './routers/rollouts.ts';
import { sessionRouter } from './routers/session.ts';
import { sessionsRouter } from './routers/sessions.ts';
import { variablesRouter } from './routers/variables.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  session: sessionRouter,
  sessions: sessionsRouter,
  profile: profileRouter,
  members: membersRouter,
  invitations: invitationsRouter,
  apiKeys: apiKeysRouter,
  config: configRouter,
  accounts: accountsRouter,
  connections: connectionsRouter,
  blueprints: blueprintsRouter,
  assistant: assistantRouter,
  variables: variablesRouter,
  groups: groupsRouter,
  plans: plansRouter,
  jobs: jobsRouter,
  rollouts: rolloutsRouter,
  drift: driftRouter,
  feed: feedProcedure,
});

export type AppRouter = typeof appRouter;
