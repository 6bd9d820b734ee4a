import { parseBlueprint, variableList } from '@groundwork/shared/blueprint';
import type { PlanView, VariableValues } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/**
 * What no pattern would know for private: the agency's accounts, where they are, its members, and the values of a plan and of secret
 * variables. An account of one common word (`Dental`) stays: without it a model would not know what is meant.
 */
export async function knownPrivate(ctx: Context, source: string, plan: PlanView | undefined): Promise<string[]> {
  const { agencyId } = ctx.actor;
  const [accounts, members] = await Promise.all([
    ctx.db.selectFrom('locations').where('agency_id', '=', agencyId).select(['name', 'address']).execute(),
    ctx.db.selectFrom('members').where('agency_id', '=', agencyId).select(['name']).execute(),
  ]);
  const named = [...accounts, ...members].map(({ name }) => name.trim()).filter((name) => /\s/.test(name));
  const private_ = [
    ...named,
    ...accounts.flatMap(({ address }) => address ?? []),
    ...(plan ? [plan.location.name, ...textsOf(plan.inputs), ...textsOf(plan.variables)] : []),
    ...secretDefaults(source),
  ];
  return [...new Set(private_)].toSorted();
}

const textsOf = (values: VariableValues): string[] =>
  Object.values(values).flatMap((value) => (typeof value === 'string' && value.trim().length > 2 ? [value] : []));

function secretDefaults(source: string): string[] {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return [];
  return variableList(parsed.blueprint).flatMap((variable) =>
    variable.secret && typeof variable.default === 'string' ? [variable.default] : [],
  );
}
