import type { VariableType } from '@groundwork/shared/blueprint';
import { inputClass, LinesField, TextField } from '../../components/ui/field.tsx';
import { mayBeSecret, type VariableDraft } from './variable-draft.ts';

interface VariableFieldsProps {
  draft: VariableDraft;
  /** Of the name, and of the default. */
  faults: { name?: string; preset?: string };
  onChange: (change: Partial<VariableDraft>) => void;
}

const types = {
  string: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  list: 'List of texts',
} satisfies Record<VariableType, string>;

export const typeName = (type: VariableType): string => types[type].toLowerCase();

export function VariableFields({ draft, faults, onChange }: VariableFieldsProps) {
  const { name, type, description, hasDefault, secret } = draft;
  const isSecret = secret && mayBeSecret(type);
  return (
    <>
      <TextField
        label="Name"
        value={name}
        onChange={({ target }) => onChange({ name: target.value })}
        error={faults.name}
        hint={faults.name ? undefined : 'As blueprints write it: front_desk_phone'}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        // Opened by a click on its button, which is gone.
        autoFocus
      />
      <label className="block text-sm font-medium">
        <span className="mb-1 block">Type</span>
        <select
          value={type}
          onChange={({ target }) => onChange({ type: target.value as VariableType })}
          className={inputClass}
        >
          {Object.entries(types).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <LinesField
        label="Description"
        hint="What it is asked for with"
        rows={2}
        dir="auto"
        value={description}
        onChange={({ target }) => onChange({ description: target.value })}
      />
      {mayBeSecret(type) ? (
        <Tick
          label="Secret: its value is shown nowhere"
          isOn={secret}
          onChange={(isOn) => onChange({ secret: isOn })}
        />
      ) : null}
      {isSecret ? (
        <p className="text-xs text-muted">
          A secret has no default: everyone who reads the blueprint would read it. Give it where it is used.
        </p>
      ) : (
        <Tick
          label="Has a default, so that an account may leave it out"
          isOn={hasDefault}
          onChange={(isOn) => onChange({ hasDefault: isOn })}
        />
      )}
      {hasDefault && !isSecret ? <DefaultField draft={draft} fault={faults.preset} onChange={onChange} /> : null}
    </>
  );
}

interface DefaultFieldProps {
  draft: VariableDraft;
  fault: string | undefined;
  onChange: VariableFieldsProps['onChange'];
}

function DefaultField({ draft: { type, text, isOn }, fault, onChange }: DefaultFieldProps) {
  if (type === 'boolean')
    return <Tick label={`Default: ${isOn ? 'yes' : 'no'}`} isOn={isOn} onChange={(on) => onChange({ isOn: on })} />;
  if (type === 'number')
    return (
      <TextField
        label="Default"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        error={fault}
        onChange={({ target }) => onChange({ text: target.value })}
      />
    );
  return (
    <LinesField
      label="Default"
      hint={type === 'list' ? 'One a line' : undefined}
      rows={type === 'list' ? 3 : 1}
      dir="auto"
      value={text}
      error={fault}
      onChange={({ target }) => onChange({ text: target.value })}
    />
  );
}

const Tick = ({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) => (
  <label className="flex min-h-7 items-center gap-2 text-sm">
    <input
      type="checkbox"
      checked={isOn}
      onChange={({ target }) => onChange(target.checked)}
      className="size-4 shrink-0 accent-accent"
    />
    {label}
  </label>
);
