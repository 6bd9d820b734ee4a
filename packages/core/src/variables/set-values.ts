import type { Db } from '@groundwork/db';
import { AppError, type Issue } from '@groundwork/shared';
import { secretText, type VariableValue } from '@groundwork/shared/blueprint';
import type { StoredValueView } from '@groundwork/shared/views';
import { requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { declaredVariables } from './declared-variables.ts';
import { holdDeclarations } from './hide-values.ts';
import { valuesOf } from './list-values.ts';
import { type KeptValue, storeValues } from './store-values.ts';
import { nameFault, valueFault } from './value-fault.ts';
import { findOwner, type ValuePlace } from './value-owner.ts';

interface GivenValue {
  name: string;
  value: VariableValue | null;
  secret?: boolean | undefined;
}

interface Owner {
  agencyId: string;
  level: ValuePlace['level'];
  ownerId: string;
}

/**
 * Sets values at one level, and with null takes them away: all or none. A secret one stays secret until it is taken away, and one
 * that a blueprint declares secret is secret by itself. `(secret)` leaves a kept secret as it is.
 */
export async function setValues(
  ctx: Context,
  input: ValuePlace & { values: readonly GivenValue[] },
): Promise<StoredValueView[]> {
  authorise(ctx, 'variable.write');
  if (input.level !== 'location') requireWholeAgency(ctx);
  const { agencyId, memberId } = ctx.actor;
  const given = [...new Map(input.values.map((one) => [one.name, one])).values()];
  refuse(given.flatMap(faultOf));
  return commitOnce(ctx, async (tx) => {
    await holdDeclarations(tx, agencyId, 'to keep');
    const owner = { agencyId, level: input.level, ownerId: await findOwner(tx, ctx.actor, input, 'lock') };
    const declared = await declaredVariables(
      tx,
      agencyId,
      given.map(({ name }) => name),
    );
    const secrets = await keptSecrets(tx, owner);
    refuse(given.filter(({ name, value }) => value === secretText && !secrets.has(name)).map(nothingKept));
    const gone = given.flatMap(({ name, value }) => (value === null ? [name] : []));
    await forget(tx, owner, gone);
    const kept = given.flatMap(({ name, value, secret = false }): KeptValue[] =>
      value === null || value === secretText
        ? []
        : [{ ownerId: owner.ownerId, name, value, secret: secret || (declared.get(name)?.secret ?? false) }],
    );
    await storeValues(tx, { ...owner, memberId, now: ctx.now() }, kept);
    return valuesOf(tx, agencyId, owner);
  });
}

async function keptSecrets(tx: Db, { agencyId, level, ownerId }: Owner): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('variable_values')
    .where('agency_id', '=', agencyId)
    .where('level', '=', level)
    .where('owner_id', '=', ownerId)
    .where('secret', '=', true)
    .select('name')
    .execute();
  return new Set(rows.map(({ name }) => name));
}

async function forget(tx: Db, { agencyId, level, ownerId }: Owner, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await tx
    .deleteFrom('variable_values')
    .where('agency_id', '=', agencyId)
    .where('level', '=', level)
    .where('owner_id', '=', ownerId)
    .where('name', 'in', names)
    .execute();
}

const faultOf = ({ name, value }: GivenValue): Issue[] => {
  // What no blueprint can name may still be taken away.
  const message = value === null ? null : (nameFault(name) ?? valueFault(name, value));
  return message ? [{ message, path: name }] : [];
};

const nothingKept = ({ name }: GivenValue): Issue => ({
  message: `${secretText} only stands for a secret that is kept, and for "${name}" none is kept here. Give its value.`,
  path: name,
});

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0)
    throw new AppError('VARIABLE_INVALID', 'Some values cannot be kept. Nothing was changed.', { issues });
}
