import type { VariableView } from '@groundwork/shared/views';
import { useId } from 'react';
import { LinesField, TextField } from '../../components/ui/field.tsx';
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
      const { name } = variable;
      const value = form[name] ?? '';
      const change = (next: string | boolean) => onChange({ ...form, [name]: next });
      if (typeof value === 'boolean')
        return <BooleanField key={name} variable={variable} checked={value} fault={faults[name]} onChange={change} />;
      const field = {
        name,
        label: <VariableLabel variable={variable} />,
        error: faults[name],
        dir: 'auto',
        'aria-required': variable.required,
        value,
      };
      return variable.type === 'list' ? (
        <LinesField
          key={name}
          {...field}
          autoComplete="off"
          hint={[variable.description, 'One a line.'].filter(Boolean).join(' · ')}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <TextField
          key={name}
          {...field}
          type={variable.secret ? 'password' : 'text'}
          // Browsers keep to `off` but for passwords.
          autoComplete={variable.secret ? 'new-password' : 'off'}
          hint={
            [variable.description, variable.secret ? 'Shown nowhere, and asked for each time.' : null]
              .filter(Boolean)
              .join(' · ') || null
          }
          inputMode={variable.type === 'number' ? 'decimal' : undefined}
          onChange={(event) => change(event.target.value)}
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
