import type { Overwrite, PlanItem } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';

/** What a client has edited since the last apply, and what the plan does with it. */
export interface ClientEdit {
  address: string;
  path: string;
  isOverwritten: boolean;
}

/** What is chosen otherwise than the plan has it, by `editKey`: true overwrites the edit, false keeps it. */
export type EditChoices = ReadonlyMap<string, boolean>;

export const editKey = ({ address, path }: Pick<ClientEdit, 'address' | 'path'>): string => `${address} ${path}`;

/** Of one line: first what stays, then what is overwritten because somebody chose so. */
export function editsOf(item: PlanItem, overwrite: readonly Overwrite[]): ClientEdit[] {
  const { address } = item;
  const kept = item.kept.map(({ path }) => ({ address, path, isOverwritten: false }));
  const chosen = overwrite
    .filter((entry) => entry.address === address)
    .flatMap(({ path }) => (path === null ? editedPaths(item) : [path]));
  return [...kept, ...[...new Set(chosen)].map((path) => ({ address, path, isOverwritten: true }))];
}

/** The choices after one more; one that says what the plan does anyway is none. */
export function choose(choices: EditChoices, edit: ClientEdit, overwrites: boolean): EditChoices {
  const next = new Map(choices);
  if (overwrites === edit.isOverwritten) next.delete(editKey(edit));
  else next.set(editKey(edit), overwrites);
  return next;
}

/** What the next plan has to be asked for. */
export function overwriteOf({ items, overwrite }: Pick<PlanView, 'items' | 'overwrite'>, choices: EditChoices) {
  const isChosen = (edit: ClientEdit) => choices.get(editKey(edit)) ?? edit.isOverwritten;
  const lines = new Map(items.map((item) => [item.address, editsOf(item, overwrite)]));
  // Of a whole line, unless a part of it is to be kept now: it also covers what is edited after this plan.
  const whole = overwrite.filter(({ address, path }) => path === null && (lines.get(address) ?? []).every(isChosen));
  const isWhole = new Set(whole.map(({ address }) => address));
  const parts = [...lines.values()]
    .flat()
    .filter((edit) => !isWhole.has(edit.address) && isChosen(edit))
    .map(({ address, path }): Overwrite => ({ address, path }));
  return [...whole, ...parts];
}

const editedPaths = ({ changes }: PlanItem): string[] =>
  changes.filter(({ clientEdited }) => clientEdited).map(({ path }) => path);
