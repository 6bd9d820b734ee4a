import { AppError, errorView } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import { findDrift } from '@groundwork/shared/plan';
import type { Core } from '../context.ts';
import { namedBy } from '../plans/named.ts';
import { type LiveAccount, readAccount, readFailed } from '../plans/read-account.ts';
import { jobMark } from './job-mark.ts';
import { type Applied, readApplied } from './read-applied.ts';
import { type CheckResult, writeCheck } from './write-check.ts';

/** One check of one account, of all blueprints applied there. */
export interface DriftMessage {
  agencyId: string;
  locationId: string;
  /** Only these, after a webhook named them. */
  kinds?: KindName[] | undefined;
  /** A person waits for it. */
  asked?: boolean | undefined;
}

/**
 * Reads the account and writes down what differs from what was applied. Writes nothing to GHL, and takes no lease: an account
 * that is being written, or was while it was read, is put off by an error that has it tried again. Closed ones are left alone.
 */
export async function checkAccount(core: Core, message: DriftMessage, signal: AbortSignal): Promise<void> {
  const { agencyId, locationId } = message;
  const companyId = await companyOf(core, message);
  if (companyId === null) return;
  const before = await jobMark(core.db, message);
  if (before.isBusy) throw putOff();
  const applied = withKinds(await readApplied(core.db, message), message.kinds);
  const startedAt = core.now();
  const results = await compareWithLive(core, { companyId, locationId, lane: 'sync' }, { applied, signal });
  await core.db.transaction().execute(async (tx) => {
    const check = { agencyId, locationId, kinds: message.kinds, startedAt, checkedAt: core.now() };
    await writeCheck(tx, check, { results, isAsked: message.asked ?? false });
    // At the end: what began to write the account until here was not seen by the read.
    if ((await jobMark(tx, message)).mark !== before.mark) throw putOff();
  });
}

const putOff = (): AppError =>
  new AppError('CONFLICT', 'A job writes this account. It is compared with what was applied once the job is over.', {
    retryable: true,
  });

async function companyOf(core: Core, { agencyId, locationId }: DriftMessage): Promise<string | null> {
  const row = await core.db
    .selectFrom('locations')
    .innerJoin('agencies', 'agencies.id', 'locations.agency_id')
    .where('locations.agency_id', '=', agencyId)
    .where('locations.id', '=', locationId)
    .where('locations.state', '=', 'active')
    .select('agencies.company_id')
    .executeTakeFirst();
  return row?.company_id ?? null;
}

const withKinds = (applied: readonly Applied[], wanted: readonly KindName[] | undefined): Applied[] =>
  wanted
    ? applied
        .map((one) => ({ ...one, state: one.state.filter(({ kind }) => wanted.includes(kind)) }))
        .filter(({ state }) => state.length > 0)
    : [...applied];

/** Complete lists, or for every blueprint the reason why there are none: what is not in a list counts as gone. */
async function compareWithLive(
  core: Core,
  account: { companyId: string; locationId: string; lane: 'sync' },
  { applied, signal }: { applied: readonly Applied[]; signal: AbortSignal },
): Promise<CheckResult[]> {
  if (applied.length === 0) return [];
  const state = applied.flatMap((one) => one.state);
  // What is recorded, and what may have taken the place of it.
  const objects = state.map(({ kind, lastApplied }) => ({ kind, attributes: lastApplied }));
  const wanted = { ...namedBy(objects, state), users: false };
  let read: LiveAccount;
  try {
    read = await readAccount(core.ghl, account, wanted, signal);
  } catch (error) {
    signal.throwIfAborted();
    const told = errorView(readFailed(error, 'it was not compared with what was applied'));
    return applied.map(({ blueprintId }) => ({ blueprintId, error: told }));
  }
  return applied.map((one) => {
    try {
      return {
        blueprintId: one.blueprintId,
        findings: findDrift({ ...one, live: read.live, blueprint: one.blueprint() }),
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { blueprintId: one.blueprintId, error: errorView(error) };
    }
  });
}
