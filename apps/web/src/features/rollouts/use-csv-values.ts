import type { ValuesCsvView, VariableValues, VariableView } from '@groundwork/shared/views';
import { useEffect, useMemo, useState } from 'react';
import { useSessionState } from '../../lib/session-state.ts';
import { trpc } from '../../trpc.ts';

export interface CsvValues {
  csv: string;
  setCsv: (csv: string) => void;
  /** How the server reads it; null while there is no text, or it has not been read yet. */
  view: ValuesCsvView | null;
  isReading: boolean;
  error: unknown;
  /** It holds secrets, and so is not kept over a reload. */
  isForgotten: boolean;
  /** Values by account, of the lines that have no fault. */
  given: ReadonlyMap<string, VariableValues>;
}

export const csvKey = 'rollout:new:csv';
const patienceMs = 400;
const none: ReadonlyMap<string, VariableValues> = new Map();

/** A CSV of values for this rollout alone. The server reads it and keeps nothing of it. `variables`: null while they are not known. */
export function useCsvValues(variables: readonly VariableView[] | null): CsvValues {
  const [kept, keep] = useSessionState(csvKey, '');
  const [csv, write] = useState(kept);
  const { mutate, data, error, isPending, variables: asked } = trpc.variables.importCsv.useMutation();
  const isForgotten = csv !== '' && (variables === null || namesSecret(csv, variables));
  useEffect(() => keep(isForgotten ? '' : csv), [keep, csv, isForgotten]);
  const isEmpty = csv.trim() === '';
  useEffect(() => {
    if (isEmpty) return;
    const timer = setTimeout(() => mutate({ csv, dryRun: true }), patienceMs);
    return () => clearTimeout(timer);
  }, [mutate, csv, isEmpty]);
  const isRead = !isEmpty && asked?.csv === csv && !isPending;
  const view = isRead && data ? data : null;
  const given = useMemo(() => (view && variables ? valuesOf(view, variables) : none), [view, variables]);
  return {
    csv,
    setCsv: write,
    view,
    isReading: !isEmpty && !isRead,
    error: isRead ? error : null,
    isForgotten,
    given,
  };
}

/** A CSV may be about several blueprints: the values of this one's variables. */
function valuesOf({ rows }: ValuesCsvView, variables: readonly VariableView[]): ReadonlyMap<string, VariableValues> {
  const names = new Set(variables.map(({ name }) => name));
  const own = (values: VariableValues) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  return new Map(
    rows.flatMap(({ location, values, issue }) =>
      location && issue === null ? [[location.id, own(values)] as const] : [],
    ),
  );
}

/** Whatever separates the columns. */
function namesSecret(csv: string, variables: readonly VariableView[]): boolean {
  const words = new Set(csv.trimStart().split('\n', 1)[0]?.split(/\W+/));
  return variables.some(({ secret, name }) => secret && words.has(name));
}
