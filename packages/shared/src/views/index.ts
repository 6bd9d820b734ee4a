import type { VariableType, VariableValue } from '../blueprint/types.ts';
import type { ErrorView, Issue } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { KindName } from '../kinds/types.ts';
import type { AttributeChange, PlanAction } from '../plan/types.ts';
import type { PlanPurpose } from './plans.ts';
import type { LocationState } from '../location-states.ts';
import type { Role } from '../roles.ts';

export * from './accounts.ts';
export * from './api-keys.ts';
export * from './assistant.ts';
export * from './connections.ts';
export * from './drift.ts';
export * from './plans.ts';
export * from './reports.ts';
export * from './rollouts.ts';
export * from './variables.ts';

/** What the API shows of things. Never a database row. Times are ISO 8601 in UTC. */
export interface SessionView {
  user: { id: string; name: string; email: string; role: Role };
  /** The session that asks, among those of `sessions.list`, or the key. */
  sessionId: string;
  agency: { id: string; name: string; companyId: string };
  /** The key that asks, and what it may; null: a person in a browser. */
  apiKey: { id: string; name: string; role: Role } | null;
  /** True when GHL's API is the sandbox: the UI then says so. */
  sandbox: boolean;
}

export { locationStates as accountStates } from '../location-states.ts';
export type { LocationState as AccountState } from '../location-states.ts';

/** A location (sub-account) as the agency knows it. `id` is GHL's location id. */
export interface AccountView {
  id: string;
  name: string;
  address: string | null;
  state: LocationState;
  /** Its group, from which it takes values of variables. */
  group: { id: string; name: string } | null;
  lastJob: { id: string; state: JobState; finishedAt: string | null } | null;
}

export interface AccountsView {
  accounts: AccountView[];
  /** When the list was last read from GHL. */
  syncedAt: string | null;
  /** Why GHL cannot be asked right now, if so: the agency has to connect again. */
  connection: { state: 'connected' | 'needs-reconnect' | 'not-installed'; reason: string | null };
}

export interface VariableView {
  name: string;
  type: VariableType;
  description: string | null;
  required: boolean;
  default: VariableValue | null;
  secret: boolean;
}

export interface BlueprintSummaryView {
  id: string;
  name: string;
  description: string | null;
  latestVersion: number;
  resourceCount: number;
  /** How many resources of each kind the newest version holds. */
  kinds: Partial<Record<KindName, number>>;
  updatedAt: string;
}

/** A resource as its blueprint writes it: texts may hold `${var.x}` and references. */
export interface BlueprintResourceView {
  address: string;
  kind: KindName;
  title: string;
  properties: JsonObject;
  /** `when`, `forEach` and `lifecycle`, as far as they are written. */
  meta: JsonObject;
}

export interface BlueprintVersionView {
  id: string;
  blueprintId: string;
  name: string;
  description: string | null;
  version: number;
  source: string;
  format: 'yaml' | 'json';
  variables: VariableView[];
  resources: BlueprintResourceView[];
  createdAt: string;
  createdBy: string | null;
}

/** A version in the history of its blueprint. */
export interface BlueprintVersionSummaryView {
  id: string;
  version: number;
  resourceCount: number;
  createdAt: string;
  createdBy: string | null;
}

export type ChangeWord = 'added' | 'removed' | 'changed';

/** What changed from one version to another, in the blueprint's own terms. */
export interface BlueprintDiffView {
  from: { versionId: string; version: number; name: string };
  to: { versionId: string; version: number; name: string };
  /** The blueprint's own properties: name, description. */
  document: AttributeChange[];
  variables: { name: string; change: ChangeWord; changes: AttributeChange[] }[];
  resources: { address: string; kind: KindName; title: string; change: ChangeWord; changes: AttributeChange[] }[];
  /** The texts, for a line by line view. */
  sources: { from: string; to: string };
}

/** Result of checking a blueprint's text without saving it. Warnings do not stop a save. */
export type BlueprintCheckView =
  | {
      valid: true;
      variables: VariableView[];
      resources: BlueprintResourceView[];
      warnings: Issue[];
    }
  | { valid: false; issues: Issue[] };

export const jobStates = ['PENDING', 'PROCESSING', 'SUCCESS', 'FAILED', 'CANCELLED'] as const;
export type JobState = (typeof jobStates)[number];

export const jobPriorities = ['low', 'normal', 'high'] as const;
export type JobPriority = (typeof jobPriorities)[number];

export const stepStates = ['PENDING', 'RUNNING', 'APPLIED', 'VERIFIED', 'FAILED', 'UNKNOWN', 'NOT_ATTEMPTED'] as const;
export type StepState = (typeof stepStates)[number];

export interface StepView {
  position: number;
  address: string;
  kind: KindName;
  action: PlanAction;
  title: string;
  state: StepState;
  ghlId: string | null;
  attempts: number;
  error: ErrorView | null;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface JobSummaryView {
  id: string;
  state: JobState;
  location: { id: string; name: string };
  blueprint: { id: string; name: string; version: number };
  /** Steps that write: no-op and manual lines of the plan are not counted. */
  total: number;
  done: number;
  failed: number;
  /** Not attempted: cancelled before, or what they need failed. */
  notAttempted: number;
  /** Manual steps left to a person. */
  manual: number;
  /** Changes of the plan that wait for those steps, and were no part of the job. */
  waiting: number;
  priority: JobPriority;
  purpose: PlanPurpose;
  /** The rollout it is a part of. */
  rolloutId: string | null;
  /** How often it was started: 1, and one more for each retry or resume. */
  runs: number;
  /** Set while a running job has yet to stop, and on one that was cancelled. */
  cancelRequestedAt: string | null;
  cancelledBy: string | null;
  error: ErrorView | null;
  createdAt: string;
  createdBy: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface LogLineView {
  /** Per-job event id; also the permalink of the line. */
  id: number;
  at: string;
  level: 'info' | 'warn' | 'error';
  message: string;
  address: string | null;
}

export interface JobView extends JobSummaryView {
  planId: string;
  steps: StepView[];
  log: LogLineView[];
  /** Lines of this log were removed because they are old; so it may be empty. */
  logCleanedUp: boolean;
  /** Id of the last event this view includes. Subscribe from here: no gap, no repeat. */
  cursor: number;
}

export interface JobsPageView {
  jobs: JobSummaryView[];
  nextCursor: string | null;
  /** Event id of the agency's topic at reading time. */
  cursor: number;
}

/** A live account as a blueprint, not saved yet. */
export interface CaptureView {
  account: { id: string; name: string };
  /** YAML. */
  source: string;
  resources: number;
  /** What its variables are in the captured account. */
  values: VariableValues;
  /** What the blueprint does not hold of the account, or not as it is, and why. */
  leftOut: { kind: KindName; id: string; title: string; why: string }[];
}

export interface LibraryEntryView {
  slug: string;
  /** An agency's own template carries its id; one that comes with Groundwork has none. */
  templateId: string | null;
  name: string;
  description: string;
  resourceCount: number;
  /** How many resources of each kind. */
  kinds: Partial<Record<KindName, number>>;
  source: string;
}

export interface MemberView {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Signs in by GoHighLevel; who does not needs a sign-in link when the session ends. */
  signsInByGhl: boolean;
  joinedAt: string;
  lastSeenAt: string | null;
}

export const invitationStates = ['open', 'accepted', 'expired', 'revoked'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** A one-time link. The link itself is shown once, when it is made. */
export interface InvitationView {
  id: string;
  email: string;
  name: string;
  role: Exclude<Role, 'owner'>;
  state: InvitationState;
  createdAt: string;
  createdBy: string | null;
  expiresAt: string;
}

/** What a person who opens an invitation's link sees before accepting it. */
export interface InvitationOfferView {
  agency: string;
  name: string;
  email: string;
  role: Exclude<Role, 'owner'>;
  invitedBy: string | null;
  expiresAt: string;
}

export interface MySessionView {
  id: string;
  isCurrent: boolean;
  /** The browser, as it named itself. */
  userAgent: string | null;
  signedInBy: 'ghl' | 'invitation';
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
}

export type VariableValues = Record<string, VariableValue>;
