import { useId } from 'react';

interface RadioChoiceProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string; about?: string }[];
  value: Value;
  onChange: (value: Value) => void;
  /** Side by side, for few short ones. */
  isRow?: boolean;
}

export function RadioChoice<Value extends string>({
  label,
  options,
  value,
  onChange,
  isRow = false,
}: RadioChoiceProps<Value>) {
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className={isRow ? 'flex flex-wrap gap-x-5' : 'space-y-1'}>
        {options.map((option) => (
          <label key={option.value} className="flex min-h-8 cursor-pointer items-baseline gap-2.5 text-sm">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              aria-describedby={option.about ? `${id}-${option.value}` : undefined}
              onChange={() => onChange(option.value)}
              className="size-3.5 shrink-0 translate-y-0.5 accent-accent"
            />
            <span>
              <span className={option.about ? 'font-medium' : ''}>{option.label}</span>{' '}
              {option.about ? (
                <span id={`${id}-${option.value}`} className="text-muted">
                  {option.about}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
