import { AppError, type Json } from '@groundwork/shared';
import { compareLists } from '@groundwork/shared/compare';
import { secretText } from '@groundwork/shared/blueprint';
import { kindNames } from '@groundwork/shared/kinds';
import type { AttributeChange } from '@groundwork/shared/plan';
import type { ComparisonView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { readAccount, readFailed } from '../plans/read-account.ts';
import { requireAccount } from './require-account.ts';
import { secretAttributes } from './secret-attributes.ts';

/** Reads two accounts to the last page and says what differs. Changes nothing. */
export async function compareAccounts(
  ctx: Context,
  input: { leftId: string; rightId: string },
): Promise<ComparisonView> {
  authorise(ctx, 'plan.create');
  const [left, right] = [await requireAccount(ctx, input.leftId), await requireAccount(ctx, input.rightId)];
  if (left.id === right.id)
    throw new AppError(
      'BAD_REQUEST',
      'An account cannot be compared with itself. Choose another for one of the sides.',
    );
  const { companyId } = ctx.actor;
  const read = ({ id: locationId }: { id: string }) =>
    readAccount(ctx.ghl, { companyId, locationId }, { kinds: kindNames, users: false });
  const [held, other, heldSecrets, otherSecrets] = await Promise.all([
    read(left),
    read(right),
    secretAttributes(ctx, left.id),
    secretAttributes(ctx, right.id),
  ]).catch((error: unknown) => {
    throw readFailed(error, 'nothing was compared');
  });
  const { same, rows } = compareLists(held.live, other.live);
  return {
    left: { id: left.id, name: left.name },
    right: { id: right.id, name: right.name },
    same,
    rows: rows.map((row) => {
      const secrets = [heldSecrets.get(`${row.kind}:${row.leftId}`), otherSecrets.get(`${row.kind}:${row.rightId}`)];
      return { ...row, changes: row.changes.map((change) => conceal(change, secrets.flat())) };
    }),
  };
}

/** What a secret variable filled in one of them is shown of neither. */
function conceal(change: AttributeChange, secrets: readonly (string | undefined)[]): AttributeChange {
  const [attribute] = change.path.split(/[.[]/);
  if (!secrets.includes(attribute)) return change;
  const shown = (value: Json): Json => (value === null ? null : secretText);
  return { ...change, before: shown(change.before), after: shown(change.after) };
}
