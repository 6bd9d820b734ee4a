import type { VariableType, VariableValue } from '../blueprint/types.ts';
import type { VariableValues } from './index.ts';

/** From weak to strong: a value of a later level wins. */
export const valueLevels = ['agency', 'blueprint', 'group', 'location'] as const;
export type ValueLevel = (typeof valueLevels)[number];

/** Weaker than all levels is the blueprint's own default, stronger what is given for one plan. */
export type ValueOrigin = 'default' | ValueLevel | 'plan';

/** A value as it is kept at one level. Of a secret one only that there is one: its value reads `(secret)`. */
export interface StoredValueView {
  name: string;
  value: VariableValue;
  secret: boolean;
  updatedAt: string;
  updatedBy: string | null;
}

/** What a variable of a blueprint is for one account, unless a plan is given another value. */
export interface EffectiveValueView {
  name: string;
  type: VariableType;
  description: string | null;
  secret: boolean;
  /** Null: nobody has given one, and a plan needs it. */
  value: VariableValue | null;
  origin: ValueOrigin | null;
}

export interface GroupView {
  id: string;
  name: string;
  locations: { id: string; name: string }[];
}

/** A CSV of accounts and values, read against the agency's accounts. Faulty lines are told one by one and not imported. */
export interface ValuesCsvView {
  /** Names of variables, as the header has them. */
  columns: string[];
  rows: {
    /** Of the file, from 1. */
    line: number;
    location: { id: string; name: string } | null;
    values: VariableValues;
    /** Why the line is not imported. */
    issue: string | null;
  }[];
  /** How many accounts got values; 0 where it was only checked. */
  imported: number;
}
