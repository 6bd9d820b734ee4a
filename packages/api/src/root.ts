import { accountsRouter } from './routers/accounts.ts';
import { blueprintsRouter } from './routers/blueprints.ts';
import { feedProcedure } from './routers/feed.ts';
import { jobsRouter } from './routers/jobs.ts';
import { plansRouter } from './routers/plans.ts';
import { sessionRouter } from './routers/session.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  session: sessionRouter,
  accounts: accountsRouter,
  blueprints: blueprintsRouter,
  plans: plansRouter,
  jobs: jobsRouter,
  feed: feedProcedure,
});

export type AppRouter = typeof appRouter;
