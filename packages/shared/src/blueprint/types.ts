import type { JsonObject } from '../json.ts';
import type { KindName } from '../kinds/types.ts';

export interface VariableDeclaration {
  type: 'string' | 'number' | 'boolean';
  description?: string;
  /** Without one the variable is required. */
  default?: string | number | boolean;
}

/** A blueprint as written, checked: plain JSON. Strings may hold `${var.x}` and `${kind.name.attribute}`. */
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
  /** `kind.name`. */
  address: string;
  kind: KindName;
  name: string;
  /** Normalised. Texts are templates: references stand as `${kind.name.attribute}` until `fillReferences`. */
  properties: JsonObject;
  /** Addresses the properties refer to. */
  dependsOn: string[];
}
