import type { ErrorView, Issue } from '../errors.ts';
import type { KindName } from '../kinds/types.ts';
import type { PlanAction, PlanItem, PlanSummary } from '../plan/types.ts';
import type { Role } from '../roles.ts';

/** What the API shows of things. Never a database row. Times are ISO 8601 in UTC. */
export interface SessionView {
  user: { id: string; name: string; email: string; role: Role };
  agency: { id: string; name: string; companyId: string };
  /** True when GHL's API is the sandbox: the UI then says so. */
  sandbox: boolean;
}

export const accountStates = ['active', 'uninstalled'] as const;
export type AccountState = (typeof accountStates)[number];

/** A location (sub-account) as the agency knows it. `id` is GHL's location id. */
export interface AccountView {
  id: string;
  name: string;
  address: string | null;
  state: AccountState;
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
  type: 'string' | 'number' | 'boolean';
  description: string | null;
  required: boolean;
  default: string | number | boolean | null;
}

export interface BlueprintSummaryView {
  id: string;
  name: string;
  description: string | null;
  latestVersion: number;
  resourceCount: number;
  updatedAt: string;
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
  resources: { address: string; kind: KindName; title: string }[];
  createdAt: string;
  createdBy: string | null;
}

/** Result of checking a blueprint's text without saving it. Warnings do not stop a save. */
export type BlueprintCheckView =
  | {
      valid: true;
      variables: VariableView[];
      resources: { address: string; kind: KindName; title: string }[];
      warnings: Issue[];
    }
  | { valid: false; issues: Issue[] };

export interface PlanView {
  id: string;
  location: { id: string; name: string };
  blueprint: { id: string; name: string; versionId: string; version: number };
  variables: Record<string, string | number | boolean>;
  items: PlanItem[];
  summary: PlanSummary;
  fingerprint: string;
  createdAt: string;
  createdBy: string | null;
  /** The job that applied it, if any: a plan is applied at most once. */
  jobId: string | null;
}

export const jobStates = ['PENDING', 'PROCESSING', 'SUCCESS', 'FAILED', 'CANCELLED'] as const;
export type JobState = (typeof jobStates)[number];

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
  /** Manual steps left to a person. */
  manual: number;
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
  /** Id of the last event this view includes. Subscribe from here: no gap, no repeat. */
  cursor: number;
}

export interface JobsPageView {
  jobs: JobSummaryView[];
  nextCursor: string | null;
  /** Event id of the agency's topic at reading time. */
  cursor: number;
}

export interface LibraryEntryView {
  slug: string;
  name: string;
  description: string;
  source: string;
}

export type VariableValues = Record<string, string | number | boolean>;
