import type { JsonObject } from '../json.ts';
import type { KindName } from '../kinds/types.ts';
import type { AttributeChange, Retention } from '../plan/types.ts';
import type { AccountView } from './index.ts';
import type { DriftCheckState } from './drift.ts';

/** One account, with all that Groundwork did there. */
export interface AccountDetailView extends AccountView {
  blueprints: {
    id: string;
    name: string;
    /** The version that was applied last. */
    version: number | null;
    versionId: string | null;
    /** Objects that are recorded: created by it, and taken over. */
    created: number;
    adopted: number;
    appliedAt: string | null;
    drift: { state: DriftCheckState; findings: number; checkedAt: string } | null;
  }[];
  budget: BudgetView | null;
}

/** What GHL allows the app in one account, and what is left of it now. */
export interface BudgetView {
  limit: number;
  intervalSeconds: number;
  /** Calls of the interval that is passing, and those under way. */
  used: number;
  usedToday: number;
  dailyLimit: number;
  /** Refusals (429) there ever were. */
  refused: number;
  blockedUntil: string | null;
  /** Lanes whose calls wait. */
  waiting: ('interactive' | 'sync')[];
}

/** Groundwork's state of one account, to keep or to read elsewhere. Values of secret variables are left out. */
export interface StateExportView {
  groundworkState: 1;
  account: { id: string; name: string };
  exportedAt: string;
  blueprints: {
    id: string;
    name: string;
    version: number | null;
    resources: {
      address: string;
      kind: KindName;
      ghlId: string;
      origin: 'created' | 'adopted';
      retain: Retention | null;
      lastApplied: JsonObject;
      updatedAt: string;
    }[];
  }[];
}

/** Two accounts side by side, matched by natural key. References are compared by what they name, not by id. */
export interface ComparisonView {
  left: { id: string; name: string };
  right: { id: string; name: string };
  /** Equal objects, by kind. */
  same: Partial<Record<KindName, number>>;
  rows: {
    kind: KindName;
    title: string;
    in: 'left' | 'right' | 'both';
    leftId: string | null;
    rightId: string | null;
    /** `before`: left, `after`: right. */
    changes: AttributeChange[];
  }[];
}
