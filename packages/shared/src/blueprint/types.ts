import type { JsonObject } from '../json.ts';
import type { KindName } from '../kinds/types.ts';

export const variableTypes = ['string', 'number', 'boolean', 'list'] as const;
export type VariableType = (typeof variableTypes)[number];
export type VariableValue = string | number | boolean | string[];

export interface VariableDeclaration {
  type: VariableType;
  description?: string;
  /** Without one the variable is required. */
  default?: VariableValue;
  /** Its value is shown nowhere: not in plans, logs or answers. */
  secret?: boolean;
}

/**
 * How far Groundwork goes with a resource. `own`: brings it to the blueprint, keeping clients' edits. `seed`: makes it once
 * and leaves it to the client. `observe`: compares and says what differs, never writes. `reference`: it only has to be there,
 * so that others can point at it.
 */
export const manageModes = ['own', 'seed', 'observe', 'reference'] as const;
export type ManageMode = (typeof manageModes)[number];

export interface Lifecycle {
  manage: ManageMode;
  /** A plan never deletes or replaces it. */
  preventDestroy: boolean;
  /** Attributes that are written when it is made, and never compared afterwards. */
  ignore: readonly string[];
}

/** A blueprint as written, checked: plain JSON. Strings may hold `${var.x}`, `${each.key}` and `${kind.name.attribute}`. */
export interface Blueprint {
  groundwork: 1;
  name: string;
  description?: string;
  variables: Readonly<Record<string, VariableDeclaration>>;
  resources: Readonly<Partial<Record<KindName, Readonly<Record<string, JsonObject>>>>>;
}

/** One attribute of another resource of the blueprint: `${customField.insurance_provider.fieldKey}`. */
export interface Reference {
  address: string;
  attribute: string;
}

/** A resource with its variables filled in. */
export interface ResolvedResource {
  /** `kind.name`, and of a resource with `forEach` one for each key: `kind.name["key"]`. */
  address: string;
  kind: KindName;
  name: string;
  /** Normalised. Texts are templates: references stand as `${kind.name.attribute}` until `fillReferences`. */
  properties: JsonObject;
  /** Addresses the properties refer to. */
  dependsOn: string[];
  /** Left out: `own`, and nothing special. */
  lifecycle?: Lifecycle;
  /** Attributes whose values hold a secret variable. */
  secrets?: string[];
}
