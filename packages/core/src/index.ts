export { type Actor, type Context, type Core, type Log } from './context.ts';
export {
  applyQueue,
  givenUpQueue,
  type ApplyMessage,
  createBoss,
  jobQueue,
  type JobQueue,
  migrateQueue,
} from './queue.ts';
export { createRequestBudget } from './budget/request-budget.ts';
export { type EventBus, startEventBus } from './events/event-bus.ts';
export { followEvents, type FollowedEvent } from './events/follow-events.ts';
export { endSession } from './sessions/end-session.ts';
export { getMe } from './sessions/get-me.ts';
export { resolveSession } from './sessions/resolve-session.ts';
export { signIn } from './sessions/sign-in.ts';
export { maxAgeSeconds } from './sessions/session-lifetime.ts';
export { listAccounts } from './accounts/list-accounts.ts';
export { syncAccounts } from './accounts/sync-accounts.ts';
export { checkBlueprint } from './blueprints/check-blueprint.ts';
export { getBlueprint } from './blueprints/get-blueprint.ts';
export { listBlueprints } from './blueprints/list-blueprints.ts';
export { listLibrary } from './blueprints/list-library.ts';
export { saveBlueprint } from './blueprints/save-blueprint.ts';
export { createPlan } from './plans/create-plan.ts';
export { getPlan } from './plans/get-plan.ts';
export { abandonJob } from './jobs/abandon-job.ts';
export { getJob } from './jobs/get-job.ts';
export { listJobs } from './jobs/list-jobs.ts';
export { runJob } from './jobs/run-job.ts';
export { startJob } from './jobs/start-job.ts';
