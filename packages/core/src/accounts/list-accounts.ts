import { AppError } from '@groundwork/shared';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import type { AccountsView } from '@groundwork/shared/views';
import { setTimeout as sleep } from 'node:timers/promises';
import { sees } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { accountRows, accountView } from './account-rows.ts';
import { repairAccounts } from './repair-accounts.ts';

/** The list is ours and is shown also while the OAuth service is away. Where that answers and says otherwise, it is right. */
export async function listAccounts(ctx: Context): Promise<AccountsView> {
  authorise(ctx, 'read');
  const [held, { connection, installation }] = await Promise.all([readHeld(ctx), connectionOf(ctx)]);
  const repaired = installation !== null && (await repairAccounts(ctx, held.rows, installation));
  const { rows, syncedAt } = repaired ? await readHeld(ctx) : held;
  return {
    accounts: rows.filter(({ id }) => sees(ctx.actor, id)).map(accountView),
    syncedAt: syncedAt?.toISOString() ?? null,
    connection,
  };
}

/** All of them, whoever asks: they are compared with what the OAuth service lists. */
async function readHeld(ctx: Context) {
  const [rows, agency] = await Promise.all([
    accountRows(ctx.db, { ...ctx.actor, locationIds: null }).execute(),
    ctx.db
      .selectFrom('agencies')
      .select('accounts_synced_at')
      .where('id', '=', ctx.actor.agencyId)
      .executeTakeFirstOrThrow(),
  ]);
  return { rows, syncedAt: agency.accounts_synced_at };
}

interface Connection {
  connection: AccountsView['connection'];
  /** Null where nobody could say. */
  installation: BridgeResponse<'installation'> | null;
}

/** The page can do without the answer; what is known here is shown. */
const patienceMs = 2_000;

const tooLong = (): Promise<never> =>
  sleep(patienceMs, undefined, { ref: false }).then(() => {
    throw new AppError('OAUTH_UNAVAILABLE', 'The OAuth service takes too long to answer.', { retryable: true });
  });

async function connectionOf(ctx: Context): Promise<Connection> {
  try {
    const installation = await Promise.race([ctx.bridge.installation(ctx.actor.companyId), tooLong()]);
    return { connection: describe(installation), installation };
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_INSTALLED')
      return { connection: { state: 'not-installed', reason: error.message }, installation: null };
    ctx.log.warn({ err: error }, 'could not ask the OAuth service for the connection');
    return { connection: { state: 'connected', reason: null }, installation: null };
  }
}

const describe = ({ state, reason }: BridgeResponse<'installation'>): AccountsView['connection'] =>
  state === 'active'
    ? { state: 'connected', reason: null }
    : { state: state === 'uninstalled' ? 'not-installed' : 'needs-reconnect', reason };
