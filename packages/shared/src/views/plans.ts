import type { Overwrite, PlanItem, PlanSummary } from '../plan/types.ts';
import type { VariableValues } from './index.ts';
import type { ValueOrigin } from './variables.ts';

/** `rollback` takes back what one job did; `destroy` removes what a blueprint made in an account. */
export const planPurposes = ['apply', 'rollback', 'destroy'] as const;
export type PlanPurpose = (typeof planPurposes)[number];

/** What applying a plan costs. An estimate: it knows neither GHL's latency of today nor who else calls. */
export interface PlanEstimate {
  /** Calls to GHL: to look once more before the first write, to write, to verify. */
  calls: { read: number; write: number; verify: number };
  /** From start to end, as far as the order of the steps and the account's budget allow. */
  seconds: number;
  /** How many of the calls the account's budget allows at once, and how many in each interval then. */
  budget: { free: number; limit: number; intervalSeconds: number };
}

export interface PlanView {
  id: string;
  purpose: PlanPurpose;
  /** The job that a rollback takes back. */
  rollsBack: string | null;
  location: { id: string; name: string };
  blueprint: { id: string; name: string; versionId: string; version: number };
  /** Values given for this plan alone: what to give again for the same plan. Of a secret one only that it was given. */
  inputs: VariableValues;
  /** All values it was made with. Of a secret one only that there is one. */
  variables: VariableValues;
  /** Where each of them came from. */
  levels: Record<string, ValueOrigin>;
  /** Client edits that a person chose to overwrite. */
  overwrite: Overwrite[];
  /** The plan is about these addresses alone, and what they need. */
  only: string[] | null;
  items: PlanItem[];
  summary: PlanSummary;
  estimate: PlanEstimate | null;
  fingerprint: string;
  createdAt: string;
  createdBy: string | null;
  /** The job that applied it, if any: a plan is applied at most once. */
  jobId: string | null;
}
