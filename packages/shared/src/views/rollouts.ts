import type { ErrorView } from '../errors.ts';
import type { KindName } from '../kinds/types.ts';
import type { PlanSummary } from '../plan/types.ts';
import type { StepState } from './index.ts';

export const rolloutStates = [
  /** Plans are being made, account by account. */
  'PLANNING',
  /** Waits for a person to approve. */
  'PLANNED',
  'RUNNING',
  /** By a person: what runs ends, nothing new begins. */
  'PAUSED',
  /** Too many accounts failed. A person decides. */
  'HALTED',
  'SUCCESS',
  /** Over, and not every account succeeded. */
  'FAILED',
  'CANCELLED',
] as const;
export type RolloutState = (typeof rolloutStates)[number];

/** `drift` brings accounts back to what was applied; `install` provisions an account that has just got the app. */
export type RolloutPurpose = 'apply' | 'drift' | 'install';

export interface RolloutSettings {
  /** Accounts in the first wave. */
  canary: number;
  /** Accounts in each wave after it. */
  waveSize: number;
  /** The rollout halts when more than this share of the accounts that ended have failed. */
  haltAbovePercent: number;
  /** Jobs at most at the same time. */
  parallel: number;
  /** After the canary a person has to say go on. */
  pauseAfterCanary: boolean;
}

export const targetStates = [
  'PLANNING',
  'PLANNED',
  /** The account already matches, or all that is left is for a person. */
  'UNCHANGED',
  /** There is no plan: `error` says why. */
  'BLOCKED',
  'QUEUED',
  'RUNNING',
  'SUCCESS',
  'FAILED',
  'CANCELLED',
  'SKIPPED',
] as const;
export type TargetState = (typeof targetStates)[number];

/** Of the accounts that ended those that are none of these were cancelled. */
export interface WaveView {
  number: number;
  total: number;
  ended: number;
  /** They match the blueprint now, or did already. */
  succeeded: number;
  failed: number;
  /** They could not be planned, or wait for a look at what their new plan does. */
  blocked: number;
}

export interface RolloutView {
  id: string;
  name: string;
  purpose: RolloutPurpose;
  state: RolloutState;
  blueprint: { id: string; name: string; versionId: string; version: number };
  settings: RolloutSettings;
  /** Accounts by what has become of them. */
  counts: Record<TargetState, number>;
  total: number;
  waves: WaveView[];
  /** The wave under way, from 0 (the canary). */
  wave: number;
  /** What all its plans together would do. */
  summary: PlanSummary;
  /** What has to be typed to approve it, because something is destroyed; null: nothing is. */
  confirmText: string | null;
  /** Accounts in which something is destroyed. */
  destructive: number;
  /** Names the plans that wait for approval, and is another when one of them is. An approval sends it along. Null: none wait. */
  revision: string | null;
  /** Estimated calls to GHL of all its plans. */
  calls: number;
  haltReason: string | null;
  createdAt: string;
  createdBy: string | null;
  approvedBy: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

/** What a plan says of a resource: nothing to do, left to a person, to be written, or waits for what a person has to do. */
export type PlannedCell = 'no-op' | 'manual' | 'planned' | 'waiting';

/** A cell of the matrix: what the plan says of a resource in an account, or how far its step is. Null: the account has no such line. */
export type MatrixCell = PlannedCell | StepState | null;

export interface RolloutRowView {
  location: { id: string; name: string };
  wave: number;
  state: TargetState;
  planId: string | null;
  jobId: string | null;
  summary: PlanSummary | null;
  done: number;
  total: number;
  failed: number;
  error: ErrorView | null;
  /** One for each column. */
  cells: MatrixCell[];
}

/** Accounts × resources, some rows of it. */
export interface RolloutMatrixView {
  columns: { address: string; kind: KindName; title: string }[];
  rows: RolloutRowView[];
  total: number;
}

/** `plan` prepares a rollout and waits for a person; `apply` also runs it, where nothing is destroyed. */
export const installRuleModes = ['plan', 'apply'] as const;
export type InstallRuleMode = (typeof installRuleModes)[number];

/** What happens to an account that gets the app: the newest version of the blueprint is planned or applied there, once. */
export interface InstallRuleView {
  id: string;
  blueprint: { id: string; name: string };
  mode: InstallRuleMode;
  createdAt: string;
  createdBy: string | null;
}
