import type { StoredValueView, ValueLevel, VariableView } from '@groundwork/shared/views';
import { useRef, useState } from 'react';
import { announce } from '../../lib/announce.tsx';
import { readFailure } from '../../lib/app-error.ts';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { faultsByRow, isChanged, newRow, readRows, rowOf, type ValueRow } from './value-rows.ts';

interface Place {
  level: ValueLevel;
  ownerId: string | null;
  stored: readonly StoredValueView[];
  declared: readonly VariableView[];
}

type Changes = Readonly<Record<string, Partial<ValueRow>>>;

/** What is kept at one level, with what is edited of it until that is saved. Secrets are put into no storage of the browser. */
export function useValueRows({ level, ownerId, stored, declared }: Place) {
  const [changes, setChanges] = useState<Changes>({});
  const [added, setAdded] = useState<readonly ValueRow[]>([]);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const count = useRef(0);
  const utils = trpc.useUtils();
  const rows = [...stored.map(rowOf), ...added].map((row) => ({ ...row, ...changes[row.key] }));
  const reset = () => {
    setChanges({});
    setAdded([]);
    setFaults({});
  };
  const set = trpc.variables.set.useMutation({
    onSuccess: (now, { values }) => {
      utils.variables.list.setData({ level, ownerId }, now);
      void utils.variables.resolve.invalidate();
      reset();
      announce(`Saved ${plural(values.length, 'value')}`);
    },
    onError: (error) => {
      setFaults(faultsByRow(rows, readFailure(error).issues).faults);
      announce('The values were not saved');
    },
  });
  const save = () => {
    const read = readRows(rows);
    const wrong = Object.keys(read.faults).length;
    setFaults(read.faults);
    if (wrong > 0) announce(`${plural(wrong, 'value')} to correct before saving`);
    else if (read.values.length > 0) set.mutate({ level, ownerId, values: read.values });
  };
  return {
    rows,
    faults,
    isDirty: added.length > 0 || rows.some(isChanged),
    isSaving: set.isPending,
    /** Of a save, unless the rows bear it. */
    error: Object.keys(faults).length === 0 ? set.error : null,
    add: () => {
      count.current += 1;
      setAdded([...added, newRow(`new ${count.current}`)]);
    },
    change: (key: string, change: Partial<ValueRow>) => {
      const known = declared.find(({ name }) => name === change.name);
      const more = known ? { type: known.type, secret: known.secret } : {};
      setChanges({ ...changes, [key]: { ...changes[key], ...more, ...change } });
      setFaults(Object.fromEntries(Object.entries(faults).filter(([at]) => at !== key)));
    },
    remove: ({ key, stored: kept }: ValueRow) => {
      if (kept) setChanges({ ...changes, [key]: { isGone: true } });
      else setAdded(added.filter((row) => row.key !== key));
    },
    save,
    discard: () => {
      reset();
      set.reset();
    },
  };
}
