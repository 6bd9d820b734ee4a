import type { FindingRow } from './finding-rows.ts';

/** Findings cause by cause, in the order of their keys. */
export const byCause = (findings: readonly FindingRow[]): FindingRow[][] =>
  [...Map.groupBy(findings, ({ cause }) => cause)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
