import type { Database, Tx } from '@groundwork/db';
import { AppError, hashJson, type Role } from '@groundwork/shared';
import type { DeviceSignInView, KeyWish } from '@groundwork/shared/views';
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
 * Approves or denies. Only a person in a browser may, and a wish only as it is and as they saw it: `terms` of the view. What was
 * decided stays: asked twice, the first stands. The key itself is made when the tool asks for it.
 */
export function decideDeviceSignIn(
  ctx: Context,
  input: { userCode: string; approve: boolean; terms?: string | undefined },
): Promise<DeviceSignInView> {
  const { agencyId, memberId } = ctx.actor;
  return withRow(ctx, input.userCode, async (tx, row) => {
    if (row.decision !== null || row.expires_at <= ctx.now()) return row;
    const { wish } = row;
    if (input.approve && wish) await requireMayGrant(tx, ctx, wish);
    const role = input.approve && !wish ? (await lockKeysOf(tx, ctx, memberId)).role : null;
    if (input.approve) requireSeen({ wish, role: role ?? ctx.actor.role }, input.terms);
    const decision = input.approve ? 'approved' : 'denied';
    await writeAudit(tx, {
      agencyId,
      memberId,
      action: `${wish ? 'wish' : 'device'}.${decision}`,
      subject: wish ? wish.name : row.client_name,
    });
    return tx
      .updateTable('device_sign_ins')
      .set({
        decision,
        approved_role: role,
        ...(wish && input.approve ? { wish_approved_by: memberId } : { decided_by: memberId }),
      })
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

interface Offered {
  wish: KeyWish | null;
  /** Of a tool that signs in. */
  role: Role;
}

const termsOf = ({ wish, role }: Offered): string => hashJson(wish ? { ...wish } : { role }).slice(0, 16);

/**
 * A page of a release before may show less than there is to approve: it sends no terms. Of a sign-in it shows all, and the role of
 * this moment is the most that comes of it.
 */
function requireSeen(offered: Offered, seen: string | undefined): void {
  if (seen === termsOf(offered) || (seen === undefined && !offered.wish)) return;
  throw new AppError(
    'CONFLICT',
    seen === undefined
      ? 'This page is older than Groundwork is by now, and does not show what the key may do. Reload it, look at that, then decide.'
      : 'What the tool would get is no longer what you were shown: your role has changed. Reload this page, look again, then decide.',
  );
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
  const { wish } = row;
  const role = wish?.role ?? row.approved_role ?? ctx.actor.role;
  return {
    clientName: row.client_name,
    wish: wish && (await showWish(tx, ctx, { wish, waits: state === 'waiting' })),
    role,
    terms: termsOf({ wish, role }),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state,
  };
}
