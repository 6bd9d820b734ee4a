import { AppError } from '@groundwork/shared';
import { compareLists } from '@groundwork/shared/compare';
import { kindNames } from '@groundwork/shared/kinds';
import type { ComparisonView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { readAccount, readFailed } from '../plans/read-account.ts';
import { requireAccount } from './require-account.ts';

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
  const [held, other] = await Promise.all([read(left), read(right)]).catch((error: unknown) => {
    throw readFailed(error, 'nothing was compared');
  });
  return {
    left: { id: left.id, name: left.name },
    right: { id: right.id, name: right.name },
    ...compareLists(held.live, other.live),
  };
}
