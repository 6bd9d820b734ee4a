import type { VariableView } from '@groundwork/shared/views';
import { useState } from 'react';
import { LinesField, SelectField, TextField } from '../../components/ui/field.tsx';
import { entryOf } from './shared-values.ts';
import type { SharedValues } from './use-shared-values.ts';

interface SharedFieldsProps {
  variables: readonly VariableView[];
  shared: SharedValues;
}

/** A field for each variable; those that have no default first. */
export function SharedFields({ variables, shared: { form, change, faults } }: SharedFieldsProps) {
  const [isOpen, setOpen] = useState(Object.values(form).some((text) => text !== ''));
  const sorted = variables.toSorted((a, b) => Number(b.required) - Number(a.required));
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit rounded-sm text-sm font-medium">
        One value for all accounts, for this rollout alone
      </summary>
      <p className="mt-2 text-sm text-muted">
        It goes before what is kept under Variables; a line of the CSV goes before it. An empty field changes nothing.
      </p>
      <div className="mt-3 grid gap-x-5 gap-y-4 sm:grid-cols-2">
        {sorted.map((variable) => (
          <SharedField
            key={variable.name}
            variable={variable}
            text={form[entryOf(variable)] ?? ''}
            fault={faults[variable.name]}
            onChange={(text) => change(variable, text)}
          />
        ))}
      </div>
    </details>
  );
}

interface SharedFieldProps {
  variable: VariableView;
  text: string;
  fault: string | undefined;
  onChange: (text: string) => void;
}

function SharedField({ variable: { name, type, secret, description }, text, fault, onChange }: SharedFieldProps) {
  const field = { label: name, value: text, dir: 'auto' as const };
  const hints = (...more: string[]) => [description, ...more].filter(Boolean).join(' · ') || null;
  switch (type) {
    case 'boolean':
      return (
        <SelectField label={name} value={text} options={answers} onChange={({ target }) => onChange(target.value)} />
      );
    case 'list':
      return <LinesField {...field} hint={hints('One a line')} onChange={({ target }) => onChange(target.value)} />;
    case 'number':
    case 'string':
      return (
        <TextField
          {...field}
          type={secret ? 'password' : 'text'}
          // Browsers keep to `off` but for passwords.
          autoComplete={secret ? 'new-password' : 'off'}
          inputMode={type === 'number' ? 'decimal' : undefined}
          hint={hints(...(secret ? ['A reload of this page forgets it'] : []))}
          error={fault}
          onChange={({ target }) => onChange(target.value)}
        />
      );
  }
}

const answers = [
  { value: '', label: 'As it is' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
