import { type ComponentProps, type ReactNode, useId } from 'react';

export const inputClass =
  'w-full rounded-md border border-edge bg-surface px-3 py-1.5 text-base shadow-xs aria-invalid:border-bad focus-visible:outline-offset-0';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & FieldProps;

export const TextField = ({ label, hint, error, className, ...input }: TextFieldProps) => (
  <Labelled label={label} hint={hint} error={error} className={className}>
    {(ties) => <input {...input} {...ties} className={inputClass} />}
  </Labelled>
);

type LinesFieldProps = Omit<ComponentProps<'textarea'>, 'id'> & FieldProps;

/** Several texts, a line each. */
export const LinesField = ({ label, hint, error, className, ...lines }: LinesFieldProps) => (
  <Labelled label={label} hint={hint} error={error} className={className}>
    {(ties) => <textarea rows={4} {...lines} {...ties} className={inputClass} />}
  </Labelled>
);

interface Ties {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

/** The label above, the hint and the error below, tied to what stands between. */
function Labelled({
  label,
  hint,
  error,
  className,
  children,
}: FieldProps & { className: string | undefined; children: (ties: Ties) => ReactNode }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined })}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-xs font-medium text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id'> {
  label: string;
  options: readonly { value: string; label: string }[];
}

/** The browser's own: keyboard, touch and screen readers know it, and it brings no style element past the CSP. */
export function SelectField({ label, options, className, ...select }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={`flex items-center gap-2 ${className ?? ''}`}>
      <label htmlFor={id} className="shrink-0 text-sm text-muted">
        {label}
      </label>
      <select {...select} id={id} className={`${inputClass} w-auto max-w-56 py-1 pr-7 text-sm`}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
