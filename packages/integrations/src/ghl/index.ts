export { createGhl } from './create-ghl.ts';
export { lackingScopes } from './lacking-scopes.ts';
export type { Ghl, GhlOptions } from './create-ghl.ts';
export type { GhlLocation } from './location.ts';
export type { GhlAccountUser, GhlCompany, GhlUser } from './people.ts';
export { type Lane, lanes } from './ports.ts';
export type { AccessToken, AccessTokens, BudgetReading, GhlAccount, RequestBudget, TokenRef } from './ports.ts';
export type { KindScopes } from './resources/wire-kind.ts';
