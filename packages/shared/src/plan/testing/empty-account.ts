import { type Account, accountOf } from './any-world.ts';

export const emptyAccount = (): Account => accountOf([]);
