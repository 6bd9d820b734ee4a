import type { Database, Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { DeviceSignInView } from '@groundwork/shared/views';
import type { Selectable } from 'kysely';
import { authorise, type Context, requirePerson } from '../context.ts';
import { hashUserCode } from './device-codes.ts';
import { requireMayGrant, showWish } from './key-wishes.ts';
import { lockKeysOf } from './lock-keys-of.ts';
import { noteMistyped, requireFewMistyped } from './mistyped-codes.ts';
import { writeAudit } from './write-audit.ts';

type Row = Selectable<Database['device_sign_ins']>;

/** What a person is about to decide on, by the code that the tool shows. */
export function getDeviceSignIn(ctx: Context, input: { userCode: string }): Promise<DeviceSignInView> {
  return withRow(ctx, input.userCode, async (_tx, row) => row);
}

/**
 * Approves or denies. Only a person in a browser may, and a wish only as it is. What was decided stays: asked twice, the first stands.
 * The key itself is made when the tool asks for it.
 */
export function decideDeviceSignIn(
  ctx: Context,
  input: { userCode: string; approve: boolean },
): Promise<DeviceSignInView> {
  const { agencyId, memberId } = ctx.actor;
  return withRow(ctx, input.userCode, async (tx, row) => {
    if (row.decision !== null || row.expires_at <= ctx.now()) return row;
    const { wish } = row;
    if (input.approve) await (wish ? requireMayGrant(tx, ctx, wish) : lockKeysOf(tx, ctx, memberId));
    const decision = input.approve ? 'approved' : 'denied';
    await writeAudit(tx, {
      agencyId,
      memberId,
      action: `${wish ? 'wish' : 'device'}.${decision}`,
      subject: wish ? wish.name : row.client_name,
    });
    return tx
      .updateTable('device_sign_ins')
      .set({ decision, ...(wish && input.approve ? { wish_approved_by: memberId } : { decided_by: memberId }) })
      .where('device_code_hash', '=', row.device_code_hash)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** A code that nobody shows is counted against whoever writes it; so is one that somebody else has dealt with. */
async function withRow(
  ctx: Context,
  userCode: string,
  work: (tx: Tx, row: Row) => Promise<Row>,
): Promise<DeviceSignInView> {
  requirePerson(ctx);
  authorise(ctx, 'key.create');
  const shown = await ctx.db.transaction().execute(async (tx) => {
    await requireFewMistyped(tx, ctx);
    const found = await tx
      .selectFrom('device_sign_ins')
      .where('user_code_hash', 'in', Object.values(hashUserCode(userCode)))
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    if (found && isFor(found, ctx.actor.memberId)) return view(tx, ctx, await work(tx, found));
    await noteMistyped(tx, ctx);
    return null;
  });
  if (!shown) throw unknownCode();
  return shown;
}

/** What another person decided is theirs. */
const isFor = ({ decided_by, wish_approved_by }: Row, memberId: string): boolean =>
  [null, memberId].includes(decided_by ?? wish_approved_by);

const unknownCode = (): AppError =>
  new AppError(
    'NOT_FOUND',
    'No tool shows this code, or it was dealt with. Compare it with what the tool shows, or sign in from there again.',
  );

async function view(tx: Tx, ctx: Context, row: Row): Promise<DeviceSignInView> {
  const state = row.decision ?? (row.expires_at <= ctx.now() ? 'expired' : 'waiting');
  return {
    clientName: row.client_name,
    wish: row.wish && (await showWish(tx, ctx, { wish: row.wish, waits: state === 'waiting' })),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state,
  };
}
