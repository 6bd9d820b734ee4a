import type { Json, JsonObject } from '../json.ts';
import type { KindName } from '../kinds/types.ts';

/** Terraform's verbs, plus GHL's `adopt` (exists, not ours yet) and `manual` (the public API cannot write it). */
export const planActions = ['create', 'update', 'delete', 'replace', 'adopt', 'no-op', 'manual'] as const;
export type PlanAction = (typeof planActions)[number];

/** One attribute of one resource: what GHL holds, and what it will hold. */
export interface AttributeChange {
  path: string;
  before: Json;
  /** Text that may contain `(known after apply)` while a reference has no live id. */
  after: Json;
  /** Set when the live value differs from what Groundwork last applied: a client's edit. */
  clientEdited?: boolean | undefined;
  /** What Groundwork applied last; only where the client has edited it since. */
  base?: Json | undefined;
}

/** `protected`: by `lifecycle.preventDestroy`. `seeded`: made once for the client, whose it is since. */
export type Retention = 'protected' | 'seeded';

/** One line of a plan. */
export interface PlanItem {
  /** `kind.name`, e.g. `customField.insurance_provider`. */
  address: string;
  kind: KindName;
  action: PlanAction;
  /** How a person knows it in GHL: its name. */
  title: string;
  /** The GHL object this line is about; null until it is created. */
  ghlId: string | null;
  /** The address it was recorded under, where the blueprint has given it another. Applying records the new one instead. */
  movedFrom?: string;
  /** Attributes that differ; for `create` every attribute, with `before: null`. */
  changes: AttributeChange[];
  /** Desired attributes; references to objects that do not exist yet are kept as `${kind.name.attribute}`. */
  desired: JsonObject;
  /** What the object shall hold in the end: `desired`, with the client's edits and parts that stay. References as in `desired`. */
  target: JsonObject;
  /** What the next plan takes for last applied: `desired`, where an edit was kept the value applied before it. References as in `desired`. */
  applied: JsonObject;
  /** Live attributes at plan time; null for `create`. */
  live: JsonObject | null;
  /** Addresses that must be applied first. */
  dependsOn: string[];
  /** Client edits that were kept: attributes where the live value stays although the blueprint says otherwise. */
  kept: AttributeChange[];
  /** Plain sentences for the person who approves. */
  notes: string[];
  /** Why the object stays when a later version of the blueprint no longer names it. */
  retain?: Retention;
  /** Attributes whose values nobody may read: `concealItem` takes them out of what is shown. */
  secrets?: string[];
}

/** Counts by action; equal to what a reader would count in the items. */
export type PlanSummary = Record<PlanAction, number>;

/** What Groundwork recorded of one resource in one location. */
export interface StateEntry {
  address: string;
  kind: KindName;
  ghlId: string;
  /** Attributes as last written, references filled in. Where a client's edit was kept, the value before it. */
  lastApplied: JsonObject;
  origin: 'created' | 'adopted';
  /** What the blueprint said of it when it was last applied. */
  retain?: Retention | undefined;
  /** Attributes whose values came from a secret variable. */
  secrets?: string[] | undefined;
}

/** A client's edit that is to be overwritten: a line of `kept`, or with a null path every one of the address. */
export interface Overwrite {
  address: string;
  path: string | null;
}

/** What a step found before its first write: how to undo it. */
export interface BeforeImage {
  /** Attributes as GHL held them; null: there was no such object. */
  live: JsonObject | null;
  /** What Groundwork had recorded; null: nothing. */
  state: StateEntry | null;
}

/** `reversible`: a rollback brings it back as it was. `recreatable`: under a new id. `irreversible`: what hangs on it is lost. */
export type Reversibility = 'reversible' | 'recreatable' | 'irreversible';
