import type { ValuesCsvView } from '@groundwork/shared/views';
import { useEffect, useState } from 'react';
import { trpc } from '../../trpc.ts';

const pauseMs = 400;

/** A CSV, read by the server once typing pauses. It may hold secrets, so the browser stores it nowhere. */
export function useCsvCheck() {
  const [csv, setCsv] = useState('');
  const { mutate, data, error, isPending, variables: asked } = trpc.variables.importCsv.useMutation();
  const isEmpty = csv.trim() === '';
  useEffect(() => {
    if (isEmpty) return;
    const timer = setTimeout(() => mutate({ csv, dryRun: true }), pauseMs);
    return () => clearTimeout(timer);
  }, [mutate, csv, isEmpty]);
  const isRead = !isEmpty && asked?.csv === csv && !isPending;
  const view: ValuesCsvView | null = isRead && data ? data : null;
  return { csv, setCsv, isEmpty, view, isReading: !isEmpty && !isRead, error: isRead ? error : null };
}
