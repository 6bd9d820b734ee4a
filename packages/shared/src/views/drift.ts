import type { ErrorView } from '../errors.ts';
import type { Json } from '../json.ts';
import type { KindName } from '../kinds/types.ts';

/** `missing`: deleted in the account. `recreated`: deleted, and another of its name made. `edited`: an attribute is another. */
export const driftWhats = ['missing', 'edited', 'recreated'] as const;
export type DriftWhat = (typeof driftWhats)[number];

export type DriftCheckState = 'clean' | 'drifted' | 'failed';

/** The same thing that differs from what was applied, in however many accounts. */
export interface DriftCauseView {
  key: string;
  blueprint: { id: string; name: string };
  address: string;
  kind: KindName;
  title: string;
  /** An attribute, or one of a part; null: the whole object. */
  path: string | null;
  what: DriftWhat;
  /** What was applied; the most frequent value where accounts differ. */
  expected: Json;
  /** What is there instead, the most frequent first; at most five. */
  live: { value: Json; accounts: number }[];
  /** Accounts where it is so, and of them those where it is not ignored. */
  accounts: number;
  open: number;
  /** Some of them. */
  examples: { id: string; name: string }[];
  firstSeenAt: string;
  ignores: DriftIgnoreView[];
}

/** Why checks failed, once for however many accounts. */
export interface DriftFailureCauseView {
  error: ErrorView;
  accounts: number;
  /** The first hundred of them, by name. */
  examples: { id: string; name: string; checkedAt: string }[];
}

export interface DriftIgnoreView {
  id: string;
  /** Null: in every account. */
  location: { id: string; name: string } | null;
  until: string;
  reason: string;
  createdBy: string | null;
}

export interface DriftFindingView {
  location: { id: string; name: string };
  causeKey: string;
  blueprint: { id: string; name: string };
  address: string;
  kind: KindName;
  title: string;
  path: string | null;
  what: DriftWhat;
  expected: Json;
  live: Json;
  firstSeenAt: string;
  ignoredUntil: string | null;
}

export interface DriftOverviewView {
  /** Null: only when somebody asks. */
  everyHours: number | null;
  /** Pairs of account and blueprint that were applied, by how the last check ended. */
  counts: { total: number; clean: number; drifted: number; failed: number; unchecked: number; checking: number };
  /** Those with the most open accounts first: a page of them, and how many there are. */
  causes: DriftCauseView[];
  causesTotal: number;
  /** What keeps accounts from being read, the most frequent first. */
  failureCauses: DriftFailureCauseView[];
  /** The same by account, a hundred at most. */
  failures: { location: { id: string; name: string }; error: ErrorView; checkedAt: string }[];
  oldestCheckAt: string | null;
}

/** The drift of one account. */
export interface AccountDriftView {
  checks: {
    blueprint: { id: string; name: string };
    state: DriftCheckState;
    error: ErrorView | null;
    checkedAt: string;
  }[];
  findings: DriftFindingView[];
  isChecking: boolean;
}
