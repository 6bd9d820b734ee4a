import { inputClass } from '../../components/ui/field.tsx';
import type { ValueRow } from './value-rows.ts';

interface ValueFieldProps {
  row: ValueRow;
  label: string;
  describedBy: string | undefined;
  onChange: (change: Partial<ValueRow>) => void;
}

/** The field that a value's type wants. Of a kept secret nobody is shown anything. */
export function ValueField({ row, label, describedBy, onChange }: ValueFieldProps) {
  const { type, text, isOn, secret, stored } = row;
  const field = {
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': describedBy ? true : undefined,
    dir: 'auto' as const,
    className: inputClass,
  };
  const placeholder = stored?.secret ? 'Set. Write another to replace it.' : undefined;
  switch (type) {
    case 'boolean':
      return (
        <label className="flex min-h-9 items-center gap-2 text-sm">
          <input
            type="checkbox"
            aria-label={label}
            checked={isOn}
            onChange={({ target }) => onChange({ isOn: target.checked })}
            className="size-4 accent-accent"
          />
          {isOn ? 'Yes' : 'No'}
        </label>
      );
    case 'list':
      return (
        <textarea
          {...field}
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          placeholder={placeholder ?? 'One a line'}
          value={text}
          onChange={({ target }) => onChange({ text: target.value })}
        />
      );
    case 'number':
    case 'string':
      return (
        <input
          {...field}
          type={secret ? 'password' : 'text'}
          // Browsers keep to `off` but for passwords.
          autoComplete={secret ? 'new-password' : 'off'}
          inputMode={type === 'number' ? 'decimal' : undefined}
          placeholder={placeholder}
          value={text}
          onChange={({ target }) => onChange({ text: target.value })}
        />
      );
  }
}
