import type { Tx } from '@groundwork/db';
import type { Json, JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import type { Core } from '../context.ts';
import { askForChecks } from '../drift/ask-for-checks.ts';
import { kindsHinted } from './kinds-hinted.ts';
import { readWhose, type Whose, whoseAgency } from './whose-agency.ts';
import { renamesAccount, takeUpRename } from './take-up-rename.ts';

/** An event whose signature was verified. `id` is GHL's own of it, else a hash of its body. */
export interface WebhookEvent {
  id: string;
  body: JsonObject;
}

/**
 * Stores an event once, and asks in the same transaction for what follows from it. Answers whether it was new. GHL tells little
 * and late (some events are lost): what it tells is a hint to look sooner, never a fact to act on.
 */
export async function receiveWebhook(core: Core, { id, body: received }: WebhookEvent): Promise<boolean> {
  const body = storable(received);
  const event = readWhose(body);
  const whose = await core.db.transaction().execute(async (tx) => {
    const found = await whoseAgency(tx, event);
    const isRename = renamesAccount(event, found);
    const stored = await tx
      .insertInto('webhook_deliveries')
      .values({
        id,
        agency_id: found?.agencyId ?? null,
        location_id: event.locationId,
        type: event.type,
        body: JSON.stringify(body),
        handled_at: isRename ? null : core.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!stored) return null;
    if (found) await askForTargetedCheck(core, tx, kindsHinted(event.type, body), found);
    return { agency: found, isRename };
  });
  if (whose === null) return false;
  // Takes calls to GHL, and GHL wants its answer at once.
  if (whose.isRename && whose.agency) void takeUpRename(core, whose.agency, id);
  return true;
}

async function askForTargetedCheck(core: Core, tx: Tx, kinds: KindName[], whose: Whose): Promise<void> {
  if (kinds.length === 0 || whose.state !== 'active') return;
  const { agencyId, locationId } = whose;
  const recorded = await tx
    .selectFrom('resource_states')
    .where('agency_id', '=', agencyId)
    .where('location_id', '=', locationId)
    .where('kind', 'in', kinds)
    .select('address')
    .executeTakeFirst();
  if (recorded) await askForChecks(core, tx, [{ agencyId, locationId, kinds }]);
}

/** PostgreSQL takes no NUL and no half of a surrogate pair, which is what a name cut within an emoji ends in. */
const storable = (body: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(body), (_name, value: Json) =>
    typeof value === 'string' ? storableText(value) : value,
  ) as JsonObject;

const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();
