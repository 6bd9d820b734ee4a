import type { JsonObject } from '@groundwork/shared';
import type { VariableDeclaration } from '@groundwork/shared/blueprint';
import type { KindName } from '@groundwork/shared/kinds';

/** What the composer puts blueprints together from. */
export interface PartsLibrary {
  parts: readonly Part[];
  trades: readonly Trade[];
}

/** Variables and resources that serve one need, as a blueprint of their own would say them. */
export interface Fragment {
  variables: Readonly<Record<string, VariableDeclaration>>;
  resources: readonly FragmentResource[];
}

export interface FragmentResource {
  kind: KindName;
  /** The second half of its address. */
  name: string;
  properties: JsonObject;
}

export interface Part {
  id: string;
  /** As a person reads it in a summary. */
  title: string;
  /** Phrases that ask for it, each as the stems of its words. */
  needs: readonly (readonly string[])[];
  fragment: Fragment;
}

export interface Trade {
  id: string;
  title: string;
  phrases: readonly (readonly string[])[];
  /** Below 1 where its words are often said of somebody else. */
  weight: number;
  wording: Wording;
  /** Ids of the parts it starts with. */
  parts: readonly string[];
  stages: readonly string[];
  calendars: readonly TradeCalendar[];
  fragment: Fragment;
}

export interface TradeCalendar {
  name: string;
  minutes: number;
  seats?: number | undefined;
}

/** What a trade calls those it serves, what they come for, and itself; the first two in singular and plural. */
export interface Wording {
  customer: readonly [string, string];
  visit: readonly [string, string];
  business: string;
}
