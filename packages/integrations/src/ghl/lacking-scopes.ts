import type { KindName } from '@groundwork/shared/kinds';
import { scopesOf } from './resources/wire-kind.ts';
import { wireKinds } from './wire-kinds.ts';

/** Scopes that kinds need, to plan and to apply them, and that are not held: one entry for each kind that lacks any. */
export function lackingScopes(held: readonly string[]): { kind: KindName; scopes: string[] }[] {
  return (Object.keys(wireKinds) as KindName[]).flatMap((kind) => {
    const { read, write } = scopesOf(wireKinds[kind]);
    const scopes = [...read, ...write].filter((scope) => !held.includes(scope));
    return scopes.length > 0 ? [{ kind, scopes }] : [];
  });
}
