export type { ErrorCode, Issue, Json, JsonObject, Role } from '@groundwork/shared';
export type { AttributeChange, Overwrite, PlanAction, PlanItem, PlanSummary } from '@groundwork/shared/plan';
export type {
  AccountDetailView,
  AccountDriftView,
  AccountsView,
  AccountView,
  ApiKeyView,
  BlueprintCheckView,
  BlueprintDiffView,
  BlueprintSummaryView,
  BlueprintVersionSummaryView,
  BlueprintVersionView,
  CaptureView,
  ComparisonView,
  DriftCauseView,
  DriftFailureCauseView,
  DriftFindingView,
  DriftIgnoreView,
  DriftOverviewView,
  EffectiveValueView,
  JobPriority,
  JobReportView,
  JobState,
  JobSummaryView,
  JobView,
  LibraryEntryView,
  LogLineView,
  PlanView,
  RolloutMatrixView,
  RolloutSettings,
  RolloutState,
  RolloutView,
  SessionView,
  StateExportView,
  StepState,
  StepView,
  StoredValueView,
  TargetState,
  ValueLevel,
  ValuesCsvView,
  VariableValues,
} from '@groundwork/shared/views';
export { createGroundwork, type Groundwork } from './create-groundwork.ts';
export type { FollowOptions, JobEvent } from './follow-job.ts';
export { GroundworkError, type GroundworkErrorCode, type GroundworkErrorFacts } from './groundwork-error.ts';
export { hasEnded } from './has-ended.ts';
export type { AccountFilter, Accounts } from './nouns/accounts.ts';
export type { Blueprints } from './nouns/blueprints.ts';
export type { Drift } from './nouns/drift.ts';
export type { JobFilter, Jobs, StartJob } from './nouns/jobs.ts';
export type { Keys } from './nouns/keys.ts';
export type { NewPlan, Plans } from './nouns/plans.ts';
export type { MatrixFilter, NewRollout, Rollouts } from './nouns/rollouts.ts';
export type { NewValue, ValuePlace, Variables } from './nouns/variables.ts';
export type { CallOptions, GroundworkOptions, Logger, MutationOptions } from './options.ts';
export { createPages, type ListOptions, type Page, type Pages } from './pages.ts';
export { publishedWebhookKey, type SignedWebhook, verifyWebhook } from './verify-webhook.ts';
export type { WaitForJobOptions } from './wait-for-job.ts';
export type { WaitForRolloutOptions } from './wait-for-rollout.ts';
