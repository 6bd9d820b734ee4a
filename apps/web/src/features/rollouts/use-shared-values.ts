import type { VariableValues, VariableView } from '@groundwork/shared/views';
import { useEffect, useMemo, useState } from 'react';
import { useSessionState } from '../../lib/session-state.ts';
import { entryOf, readShared, type SharedForm, withoutSecrets } from './shared-values.ts';

export interface SharedValues {
  form: SharedForm;
  change: (variable: VariableView, text: string) => void;
  values: VariableValues;
  faults: Record<string, string>;
}

export const sharedKey = 'rollout:new:shared';

/** One value for all accounts of this rollout alone. A reload forgets the secrets among them. */
export function useSharedValues(variables: readonly VariableView[] | null): SharedValues {
  const [kept, keep] = useSessionState<SharedForm>(sharedKey, {});
  const [form, write] = useState(kept);
  useEffect(() => keep(withoutSecrets(form)), [keep, form]);
  const read = useMemo(() => readShared(variables ?? [], form), [variables, form]);
  return { form, change: (variable, text) => write((now) => ({ ...now, [entryOf(variable)]: text })), ...read };
}
