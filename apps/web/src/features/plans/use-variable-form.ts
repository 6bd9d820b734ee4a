import { useState } from 'react';
import { useSessionState } from '../../lib/session-state.ts';
import { formKey, offeredValues } from '../blueprints/offered-values.ts';
import { entryOf, type FormVariable, type VariableForm, worthKeeping } from './variable-values.ts';

/** What was typed stays in this tab, per account and version: back, forward and reload lose nothing but secrets. */
export function useVariableForm(variables: readonly FormVariable[], locationId: string, versionId: string) {
  const [kept, keep] = useSessionState<VariableForm>(
    formKey(locationId, versionId),
    worthKeeping(variables, offeredForm(variables, locationId, versionId)),
  );
  const [typed, setTyped] = useState<VariableForm>({});
  const form: VariableForm = { ...typed, ...kept };
  const set = (next: VariableForm) => {
    setTyped(next);
    keep(worthKeeping(variables, next));
  };
  return {
    form,
    setEntry: (name: string, entry: string | boolean) => set({ ...form, [name]: entry }),
    /** The field then says again what is known. */
    forget: (name: string) => set(Object.fromEntries(Object.entries(form).filter(([entry]) => entry !== name))),
  };
}

/** What was captured here, or what the plan before was asked for, as it stands in the fields. */
function offeredForm(variables: readonly FormVariable[], locationId: string, versionId: string): VariableForm {
  const offered = offeredValues(locationId, versionId) ?? {};
  return Object.fromEntries(
    variables.flatMap((variable) => {
      const value = offered[variable.name];
      return value === undefined ? [] : [[variable.name, entryOf(variable, value)]];
    }),
  );
}
