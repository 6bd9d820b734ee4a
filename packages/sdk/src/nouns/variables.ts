import type {
  EffectiveValueView,
  StoredValueView,
  ValueLevel,
  ValuesCsvView,
  VariableValues,
} from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';

/** Of the agency's own level there is no owner to name. */
export interface ValuePlace {
  level: ValueLevel;
  ownerId: string | null;
}

export interface NewValue {
  name: string;
  /** Null takes it away. */
  value: VariableValues[string] | null;
  secret?: boolean | undefined;
}

/** Values by level: agency, blueprint, group, account. */
export interface Variables {
  /** The values of one level; secret ones without their text. */
  list(place: ValuePlace, options?: CallOptions): Promise<StoredValueView[]>;
  /** Sets or takes away values of one level. */
  set(values: ValuePlace & { values: NewValue[] }, options?: MutationOptions): Promise<StoredValueView[]>;
  /** What each variable of a version is for an account, and where that comes from. */
  resolve(of: { locationId: string; blueprintVersionId: string }, options?: CallOptions): Promise<EffectiveValueView[]>;
  /** Values of many accounts from a CSV; `dryRun` only says what it would do. */
  importCsv(file: { csv: string; dryRun: boolean }, options?: MutationOptions): Promise<ValuesCsvView>;
  /** The variables of a version for every account, as a CSV that `importCsv` takes. */
  exportCsv(blueprintVersionId: string, options?: CallOptions): Promise<{ csv: string }>;
}

export const variables = ({ trpc, read, change }: Caller): Variables => ({
  list: (place, options) => read((sent) => trpc.variables.list.query(place, sent), options),
  set: (values, options) => change((sent) => trpc.variables.set.mutate(values, sent), options),
  resolve: (of, options) => read((sent) => trpc.variables.resolve.query(of, sent), options),
  importCsv: (file, options) => change((sent) => trpc.variables.importCsv.mutate(file, sent), options),
  exportCsv: (blueprintVersionId, options) =>
    read((sent) => trpc.variables.exportCsv.query({ blueprintVersionId }, sent), options),
});
