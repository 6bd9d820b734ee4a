import type { VariableDeclaration } from '@groundwork/shared/blueprint';
import type { EditResult, ListedVariable } from '@groundwork/shared/edit';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSettled } from '../../lib/use-settled.ts';

const pauseMs = 250;

export type { EditResult, ListedVariable };

/** What the text declares and uses; `data.variables` is null where it cannot be read. The YAML reader is fetched on first use. */
export function useVariables(source: string) {
  const settled = useSettled(source, pauseMs);
  return useQuery({
    queryKey: ['blueprint-variables', settled],
    queryFn: async () => ({ variables: (await editing()).listVariables(settled) }),
    placeholderData: keepPreviousData,
    networkMode: 'always',
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** The text with a variable changed, under a new name where `to.name` is another; null: a new one. */
export async function changedText(
  source: string,
  from: string | null,
  to: { name: string; declaration: VariableDeclaration },
): Promise<EditResult> {
  const { listVariables, renameVariable, setVariable } = await editing();
  if (from === null && listVariables(source)?.some(({ name, declaration }) => name === to.name && declaration))
    return { ok: false, reason: `There is a variable "${to.name}" already. Choose another name.` };
  const renamed: EditResult = from === null ? { ok: true, source } : renameVariable(source, from, to.name);
  return renamed.ok ? setVariable(renamed.source, to.name, to.declaration) : renamed;
}

export const textWithout = async (source: string, name: string): Promise<EditResult> =>
  (await editing()).removeVariable(source, name);

async function editing() {
  const { withoutEval } = await import('@groundwork/shared/without-eval');
  withoutEval();
  return import('@groundwork/shared/edit');
}
