export { type Actor, type Context, type Core, type Log } from './context.ts';
export {
  applyQueue,
  cleanUpFailedQueue,
  cleanUpQueue,
  givenUpQueue,
  type ApplyMessage,
  createBoss,
  jobQueue,
  type JobQueue,
  migrateQueue,
} from './queue.ts';
export type { Taken } from './take-turns.ts';
export { type JobWorker, workOnJobs } from './work-on-jobs.ts';
export { cleanUp, type CleanUpCounts } from './clean-up/clean-up.ts';
export { createRequestBudget } from './budget/request-budget.ts';
export { type EventBus, startEventBus } from './events/event-bus.ts';
export { followEvents, type FollowedEvent } from './events/follow-events.ts';
export { followAccess } from './sessions/access.ts';
export { endSession } from './sessions/end-session.ts';
export { getMe } from './sessions/get-me.ts';
export { listSessions } from './sessions/list-sessions.ts';
export { resolveSession } from './sessions/resolve-session.ts';
export { revokeOtherSessions } from './sessions/revoke-other-sessions.ts';
export { revokeSession } from './sessions/revoke-session.ts';
export { signIn } from './sessions/sign-in.ts';
export { maxAgeSeconds } from './sessions/session-lifetime.ts';
export { acceptInvitation } from './members/accept-invitation.ts';
export { createSignInLink } from './members/create-sign-in-link.ts';
export { inviteMember } from './members/invite-member.ts';
export { listMembers } from './members/list-members.ts';
export { readOffer } from './members/read-offer.ts';
export { removeMember } from './members/remove-member.ts';
export { revokeInvitation } from './members/revoke-invitation.ts';
export { setRole } from './members/set-role.ts';
export { transferOwnership } from './members/transfer-ownership.ts';
export { updateProfile } from './members/update-profile.ts';
export type { InvitationLink } from './members/write-invitation.ts';
export { checkConnections } from './connections/check-connections.ts';
export { type ConnectAim, connectNonceHash, type ConnectResult, finishConnect } from './connections/finish-connect.ts';
export { followNews, type NewsFollower } from './connections/follow-news.ts';
export { heardUpTo } from './connections/heard-up-to.ts';
export { listRefreshes } from './connections/list-refreshes.ts';
export { testConnection } from './connections/test-connection.ts';
export { listAccounts } from './accounts/list-accounts.ts';
export { syncAccounts } from './accounts/sync-accounts.ts';
export { checkBlueprint } from './blueprints/check-blueprint.ts';
export { diffVersions } from './blueprints/diff-versions.ts';
export { getBlueprint } from './blueprints/get-blueprint.ts';
export { getSchema } from './blueprints/get-schema.ts';
export { listBlueprints } from './blueprints/list-blueprints.ts';
export { listLibrary } from './blueprints/list-library.ts';
export { listVersions } from './blueprints/list-versions.ts';
export { saveBlueprint } from './blueprints/save-blueprint.ts';
export { captureAccount } from './captures/capture-account.ts';
export { createPlan } from './plans/create-plan.ts';
export { getPlan } from './plans/get-plan.ts';
export { abandonJob } from './jobs/abandon-job.ts';
export { cancelJob } from './jobs/cancel-job.ts';
export { getJob } from './jobs/get-job.ts';
export { listJobs } from './jobs/list-jobs.ts';
export { redriveJobs } from './jobs/redrive-jobs.ts';
export { resumeJob, retryJob } from './jobs/reopen-job.ts';
export { runJob } from './jobs/run-job.ts';
export { startJob } from './jobs/start-job.ts';
