import type { VariableType } from '@groundwork/shared/blueprint';
import type { VariableView } from '@groundwork/shared/views';
import { LockKeyhole, Trash2, Undo2 } from 'lucide-react';
import { type ComponentProps, useEffect, useId, useRef } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { ValueField } from './value-field.tsx';
import type { ValueRow } from './value-rows.ts';

interface ValueRowLineProps {
  row: ValueRow;
  fault: string | undefined;
  /** Of a blueprint's own values: what the variable is for. */
  declared: VariableView | undefined;
  namesListId: string | undefined;
  onChange: (change: Partial<ValueRow>) => void;
  onRemove: () => void;
}

/** One value: its name and type, what it is, whether it is secret. One that is taken away stays to be brought back until it is saved. */
export function ValueRowLine({ row, fault, declared, namesListId, onChange, onRemove }: ValueRowLineProps) {
  const faultId = useId();
  const { name, stored, isGone } = row;
  if (isGone)
    return (
      <li className="flex flex-wrap items-center gap-3 px-4 py-2 text-sm text-muted">
        <s className="font-mono">{name}</s>
        <span>goes when you save</span>
        <Button
          look="ghost"
          size="sm"
          className="ml-auto"
          icon={<Undo2 aria-hidden className="size-3.5" />}
          aria-label={`Keep ${name} after all`}
          onClick={() => onChange({ isGone: false })}
        >
          Keep it
        </Button>
      </li>
    );
  const said = name.trim() || 'the new value';
  return (
    <li
      data-value={name}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 px-4 py-3 @2xl:grid-cols-[minmax(7rem,1fr)_6.5rem_minmax(0,2fr)_auto]"
    >
      <div className="min-w-0 @max-2xl:col-span-2">
        {stored ? (
          <p className="flex min-h-9 items-center font-mono text-sm break-all">{name}</p>
        ) : (
          <NameInput
            value={name}
            list={namesListId}
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? faultId : undefined}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </div>
      <select
        aria-label={`Type of ${said}`}
        value={row.type}
        onChange={({ target }) => onChange({ type: target.value as VariableType })}
        className={`${inputClass} min-h-9 text-sm! @max-2xl:order-1 @max-2xl:max-w-40`}
      >
        {types.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <div className="min-w-0 @max-2xl:col-span-2">
        <ValueField
          row={row}
          label={`Value of ${said}`}
          describedBy={fault ? faultId : undefined}
          onChange={onChange}
        />
        {declared?.description ? <p className="mt-1 text-xs text-muted">{declared.description}</p> : null}
        {fault ? (
          <p id={faultId} className="mt-1 text-xs font-medium text-bad">
            {fault}
          </p>
        ) : null}
        {stored ? (
          <p className="mt-1 text-xs text-muted">
            {stored.updatedBy ?? 'A former member'}, <RelativeTime iso={stored.updatedAt} />
          </p>
        ) : null}
      </div>
      <div className="flex items-center gap-1 @max-2xl:order-1">
        <label
          title={stored?.secret ? 'It stays secret until it is taken away.' : 'Shown nowhere once it is saved'}
          className="inline-flex min-h-9 cursor-pointer items-center gap-1.5 px-1 text-sm text-muted"
        >
          <input
            type="checkbox"
            aria-label={`${said} is secret`}
            checked={row.secret}
            disabled={stored?.secret || declared?.secret}
            onChange={({ target }) => onChange({ secret: target.checked })}
            className="size-4 accent-accent"
          />
          <LockKeyhole aria-hidden className="size-3.5" />
          Secret
        </label>
        <Button
          look="ghost"
          size="sm"
          icon={<Trash2 aria-hidden className="size-3.5" />}
          aria-label={`Remove ${said}`}
          onClick={onRemove}
        />
      </div>
    </li>
  );
}

/** What is added is named first. */
function NameInput(props: ComponentProps<'input'>) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <input
      {...props}
      ref={input}
      aria-label="Name"
      placeholder="front_desk_phone"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      className={`${inputClass} font-mono text-sm!`}
    />
  );
}

const types: readonly { value: VariableType; label: string }[] = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'list', label: 'List' },
];
