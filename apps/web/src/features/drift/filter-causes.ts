import type { DriftCauseView } from '@groundwork/shared/views';

export interface CauseFilter {
  /** Each empty for all. */
  kind: string;
  blueprint: string;
  /** `all`: those that are ignored everywhere too. */
  show: string;
}

/** A cause that is ignored in every account where it is so is shown only when asked for. */
export const filterCauses = (causes: readonly DriftCauseView[], filter: CauseFilter): DriftCauseView[] =>
  causes.filter(
    ({ kind, blueprint, open }) =>
      (filter.kind === '' || filter.kind === kind) &&
      (filter.blueprint === '' || filter.blueprint === blueprint.id) &&
      (filter.show === 'all' || (filter.show === 'ignored' ? open === 0 : open > 0)),
  );

/** What can be filtered by, each once. */
export function choicesOf(causes: readonly DriftCauseView[]) {
  const blueprints = new Map(causes.map(({ blueprint }) => [blueprint.id, blueprint.name]));
  return {
    kinds: [...new Set(causes.map(({ kind }) => kind))].toSorted(),
    blueprints: [...blueprints].map(([id, name]) => ({ id, name })),
  };
}
