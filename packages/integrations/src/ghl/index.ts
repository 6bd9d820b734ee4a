export { createGhl } from './create-ghl.ts';
export type { Ghl, GhlAccount, GhlOptions } from './create-ghl.ts';
export type { GhlCompany, GhlUser } from './people.ts';
export type { AccessToken, AccessTokens, BudgetReading, RequestBudget, TokenRef } from './ports.ts';
