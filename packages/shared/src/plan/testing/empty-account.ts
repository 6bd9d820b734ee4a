import { kindNames, type LiveResource } from '../../kinds/types.ts';
import type { LiveAccount } from '../match.ts';

export const emptyAccount = (): LiveAccount =>
  Object.fromEntries(kindNames.map((kind) => [kind, [] as LiveResource[]])) as unknown as LiveAccount;
