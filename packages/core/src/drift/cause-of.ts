import { hashJson } from '@groundwork/shared';
import type { DriftWhat } from '@groundwork/shared/views';

/** One key for the same difference in however many accounts. What the account holds instead is no part of it. */
export const causeOf = (finding: { blueprintId: string; address: string; path: string; what: DriftWhat }): string =>
  hashJson([finding.blueprintId, finding.address, finding.path, finding.what]).slice(0, 24);
