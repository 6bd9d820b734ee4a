import type { ReactNode } from 'react';
import { useId } from 'react';
import { LinesField, TextField } from '../../components/ui/field.tsx';
import { entryOf, type FormVariable, type VariableForm } from './variable-values.ts';

interface VariablesFormProps {
  variables: readonly FormVariable[];
  form: VariableForm;
  faults: Record<string, string>;
  /** Where a value comes from, and what can be done about it. */
  about: (variable: FormVariable) => ReactNode;
  onChange: (name: string, entry: string | boolean) => void;
}

/** The fields alone; who composes it owns the form element and its buttons. */
export const VariablesForm = ({ variables, form, faults, about, onChange }: VariablesFormProps) => (
  <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
    {variables.map((variable) => (
      <div key={variable.name} data-variable={variable.name}>
        <Field
          variable={variable}
          entry={form[variable.name] ?? entryOf(variable, variable.known)}
          fault={faults[variable.name]}
          onChange={(entry) => onChange(variable.name, entry)}
        />
        <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
          {about(variable)}
        </div>
      </div>
    ))}
  </div>
);

interface FieldProps {
  variable: FormVariable;
  entry: string | boolean;
  fault: string | undefined;
  onChange: (entry: string | boolean) => void;
}

function Field({ variable, entry, fault, onChange }: FieldProps) {
  const { name, type, secret, known, description } = variable;
  if (typeof entry === 'boolean')
    return <BooleanField variable={variable} checked={entry} fault={fault} onChange={onChange} />;
  const field = {
    name,
    label: <VariableLabel variable={variable} />,
    error: fault,
    dir: 'auto',
    'aria-required': variable.required && !(secret && known !== null),
    value: entry,
  };
  return type === 'list' ? (
    <LinesField
      {...field}
      autoComplete="off"
      hint={[description, 'One a line.'].filter(Boolean).join(' · ')}
      onChange={({ target }) => onChange(target.value)}
    />
  ) : (
    <TextField
      {...field}
      type={secret ? 'password' : 'text'}
      // Browsers keep to `off` but for passwords.
      autoComplete={secret ? 'new-password' : 'off'}
      hint={[description, secret ? secretHint(known !== null) : null].filter(Boolean).join(' · ') || null}
      inputMode={type === 'number' ? 'decimal' : undefined}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

const secretHint = (isSet: boolean): string =>
  isSet ? 'Set, and shown nowhere. Leave it empty to use it.' : 'Shown nowhere, and asked for each time.';

function VariableLabel({ variable }: { variable: FormVariable }) {
  return (
    <>
      <span className="font-mono">{variable.name}</span>
      {variable.required && variable.known === null ? <span className="text-muted"> · needed</span> : null}
    </>
  );
}

interface BooleanFieldProps {
  variable: FormVariable;
  checked: boolean;
  fault: string | undefined;
  onChange: (checked: boolean) => void;
}

function BooleanField({ variable, checked, fault, onChange }: BooleanFieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="flex min-h-9 items-center gap-2 text-sm font-medium sm:mt-6">
        <input
          id={id}
          type="checkbox"
          name={variable.name}
          checked={checked}
          aria-describedby={`${id}-more`}
          onChange={({ target }) => onChange(target.checked)}
          className="size-4 accent-accent"
        />
        <VariableLabel variable={variable} />
      </label>
      <p id={`${id}-more`} className="text-xs text-muted">
        {variable.description}
        {fault ? <span className="block font-medium text-bad">{fault}</span> : null}
      </p>
    </>
  );
}
