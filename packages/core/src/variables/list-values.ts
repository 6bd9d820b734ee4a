import type { StoredValueView, ValueLevel } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** The values kept at one level. `ownerId`: of the blueprint, the group or the location; of the agency level the agency's own id or nothing. */
export async function listValues(
  ctx: Context,
  input: { level: ValueLevel; ownerId: string | null },
): Promise<StoredValueView[]> {
  throw new Error(`not built: ${ctx.actor.name} ${input.level}`);
}
