import type { VariableValue } from '@groundwork/shared/blueprint';
import type { StoredValueView, ValueLevel } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Sets values at one level, and with null takes them away. A secret one stays secret until it is taken away. */
export async function setValues(
  ctx: Context,
  input: {
    level: ValueLevel;
    ownerId: string | null;
    values: { name: string; value: VariableValue | null; secret?: boolean | undefined }[];
  },
): Promise<StoredValueView[]> {
  throw new Error(`not built: ${ctx.actor.name} ${input.level}`);
}
