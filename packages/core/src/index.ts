export { type Actor, type Context, type Core, type Log } from './context.ts';
export {
  applyQueue,
  cleanUpFailedQueue,
  cleanUpQueue,
  givenUpQueue,
  type ApplyMessage,
  createBoss,
  driftCheckQueue,
  driftScheduleQueue,
  jobQueue,
  type JobQueue,
  migrateQueue,
  queues,
  rolloutPlanQueue,
} from './queue.ts';
export { type Backlog, readBacklog } from './read-backlog.ts';
export type { Taken } from './take-turns.ts';
export { type JobWorker, workOnJobs } from './work-on-jobs.ts';
export { cleanUp, type CleanUpCounts } from './clean-up/clean-up.ts';
export { cleanUpRules } from './clean-up/clean-up-rules.ts';
export { type BudgetMetrics, createRequestBudget } from './budget/request-budget.ts';
export { type EventBus, startEventBus } from './events/event-bus.ts';
export { followEvents, type FollowedEvent } from './events/follow-events.ts';
export { followAccess } from './sessions/access.ts';
export { endSession } from './sessions/end-session.ts';
export { getMe } from './sessions/get-me.ts';
export { listSessions } from './sessions/list-sessions.ts';
export { type Credentials, resolveCaller } from './sessions/resolve-caller.ts';
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
export { compareAccounts } from './accounts/compare-accounts.ts';
export { exportState } from './accounts/export-state.ts';
export { getAccount } from './accounts/get-account.ts';
export { formatBlueprint } from './blueprints/format-blueprint.ts';
export { acceptDrift, acceptManyDrifts } from './drift/accept-drift.ts';
export { type DriftMessage, checkAccount } from './drift/check-account.ts';
export { fixDrift, fixManyDrifts } from './drift/fix-drift.ts';
export { getAccountDrift } from './drift/get-account-drift.ts';
export { getCause } from './drift/get-cause.ts';
export { getDrift } from './drift/get-drift.ts';
export { ignoreDrift, ignoreManyDrifts } from './drift/ignore-drift.ts';
export { requestCheck } from './drift/request-check.ts';
export { scheduleChecks } from './drift/schedule-checks.ts';
export { setDriftSchedule } from './drift/set-drift-schedule.ts';
export { unignoreDrift } from './drift/unignore-drift.ts';
export { listGroups } from './groups/list-groups.ts';
export { removeGroup } from './groups/remove-group.ts';
export { saveGroup } from './groups/save-group.ts';
export { reportJob } from './jobs/report-job.ts';
export { planDestroy } from './plans/plan-destroy.ts';
export { planRollback } from './plans/plan-rollback.ts';
export { advanceRollouts } from './rollouts/advance-rollouts.ts';
export { cancelRollout } from './rollouts/cancel-rollout.ts';
export { createRollout } from './rollouts/create-rollout.ts';
export { getMatrix } from './rollouts/get-matrix.ts';
export { getRollout } from './rollouts/get-rollout.ts';
export { listInstallRules, saveInstallRule, removeInstallRule } from './rollouts/install-rules.ts';
export { listRollouts } from './rollouts/list-rollouts.ts';
export { type RolloutPlanMessage } from './rollouts/plan-messages.ts';
export { planTarget } from './rollouts/plan-target.ts';
export { pauseRollout } from './rollouts/pause-rollout.ts';
export { resumeRollout } from './rollouts/resume-rollout.ts';
export { retryRollout } from './rollouts/retry-rollout.ts';
export { skipTarget } from './rollouts/skip-target.ts';
export { startRollout } from './rollouts/start-rollout.ts';
export { removeTemplate } from './templates/remove-template.ts';
export { saveTemplate } from './templates/save-template.ts';
export { exportCsv } from './variables/export-csv.ts';
export { importCsv } from './variables/import-csv.ts';
export { listValues } from './variables/list-values.ts';
export { resolveValues } from './variables/resolve-values.ts';
export { setValues } from './variables/set-values.ts';
export { createWebhookIntake, type WebhookLimits } from './webhooks/webhook-intake.ts';
export { askAssistant } from './assistants/ask-assistant.ts';
export { readAssistantModels } from './assistants/assistant-models.ts';
export type { AssistantMetrics, AssistantParts } from './assistants/assistant-parts.ts';
export { getAssistantStatus } from './assistants/get-assistant-status.ts';
export { getAssistantUsage } from './assistants/get-assistant-usage.ts';
export { saveAssistantSettings } from './assistants/save-assistant-settings.ts';
export { createApiKey } from './api-keys/create-api-key.ts';
export { decideDeviceSignIn, getDeviceSignIn } from './api-keys/device-sign-in.ts';
export { type DevicePoll, pollDeviceSignIn } from './api-keys/poll-device-sign-in.ts';
export { startDeviceSignIn } from './api-keys/start-device-sign-in.ts';
export { auditKeyCall } from './api-keys/write-audit.ts';
export { listApiKeys } from './api-keys/list-api-keys.ts';
export { listAudit } from './api-keys/list-audit.ts';
export { resolveApiKey } from './api-keys/resolve-api-key.ts';
export { revokeApiKey } from './api-keys/revoke-api-key.ts';
export { revokeOwnKey } from './api-keys/revoke-own-key.ts';
export { runOnce } from './idempotency/run-once.ts';
