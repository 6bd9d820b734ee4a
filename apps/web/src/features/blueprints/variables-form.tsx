import type { VariableView } from '@groundwork/shared/views';
import { useId } from 'react';
import { TextField } from '../../components/ui/field.tsx';
import type { VariableForm } from './variable-values.ts';

interface VariablesFormProps {
  variables: readonly VariableView[];
  form: VariableForm;
  faults: Record<string, string>;
  onChange: (form: VariableForm) => void;
}

/** The fields alone; who composes it owns the form element and its buttons. */
export const VariablesForm = ({ variables, form, faults, onChange }: VariablesFormProps) => (
  <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
    {variables.map((variable) => {
      const value = form[variable.name] ?? '';
      return typeof value === 'boolean' ? (
        <BooleanField
          key={variable.name}
          variable={variable}
          checked={value}
          fault={faults[variable.name]}
          onChange={(checked) => onChange({ ...form, [variable.name]: checked })}
        />
      ) : (
        <TextField
          key={variable.name}
          name={variable.name}
          label={<VariableLabel variable={variable} />}
          hint={variable.description}
          error={faults[variable.name]}
          inputMode={variable.type === 'number' ? 'decimal' : undefined}
          autoComplete="off"
          dir="auto"
          aria-required={variable.required}
          value={value}
          onChange={(event) => onChange({ ...form, [variable.name]: event.target.value })}
        />
      );
    })}
  </div>
);

function VariableLabel({ variable }: { variable: VariableView }) {
  return (
    <>
      <span className="font-mono">{variable.name}</span>
      {variable.required ? <span className="text-muted"> · needed</span> : null}
    </>
  );
}

interface BooleanFieldProps {
  variable: VariableView;
  checked: boolean;
  fault: string | undefined;
  onChange: (checked: boolean) => void;
}

function BooleanField({ variable, checked, fault, onChange }: BooleanFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="flex min-h-9 items-center gap-2 text-sm font-medium sm:mt-6">
        <input
          id={id}
          type="checkbox"
          name={variable.name}
          checked={checked}
          aria-describedby={`${id}-more`}
          onChange={(event) => onChange(event.target.checked)}
          className="size-4 accent-accent"
        />
        <VariableLabel variable={variable} />
      </label>
      <p id={`${id}-more`} className="text-xs text-muted">
        {variable.description}
        {fault ? <span className="block font-medium text-bad">{fault}</span> : null}
      </p>
    </div>
  );
}
