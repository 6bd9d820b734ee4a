import { parseBlueprint, variableList } from '@groundwork/shared/blueprint';
import { planActions } from '@groundwork/shared/plan';
import { assistantTasks, type PlanView, type VariableValues } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Texts of a question say by these what is meant; as somebody's value they tell nothing of them. */
const ownWords: ReadonlySet<string> = new Set([...assistantTasks, ...planActions]);

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
  return [...new Set(private_)].filter((text) => !ownWords.has(text.trim().toLowerCase())).toSorted();
}

const textsOf = (values: VariableValues): string[] =>
  Object.values(values)
    .flat()
    .map(String)
    .filter((text) => text.trim().length > 2 && !/^\d{1,5}$|^true$|^false$/.test(text));

function secretDefaults(source: string): string[] {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return [];
  return variableList(parsed.blueprint).flatMap((variable) =>
    variable.secret && typeof variable.default === 'string' ? [variable.default] : [],
  );
}
