import { Card } from '../../components/ui/card.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { plural } from '../../lib/format.ts';
import { limits, type NumberSetting, type SettingsForm } from './rollout-draft.ts';

interface SettingsFieldsProps {
  form: SettingsForm;
  faults: Partial<Record<NumberSetting, string>>;
  /** How many accounts were told to go first: they are the canary then. */
  first: number;
  onChange: (form: SettingsForm) => void;
}

export function SettingsFields({ form, faults, first, onChange }: SettingsFieldsProps) {
  const field = (name: NumberSetting, label: string, hint: string) => (
    <TextField
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      {...limits[name]}
      value={form[name]}
      error={faults[name]}
      onChange={({ target }) => onChange({ ...form, [name]: target.value })}
    />
  );
  return (
    <Card className="grid gap-x-5 gap-y-4 p-4 sm:grid-cols-2 lg:grid-cols-4">
      {first > 0 ? (
        <div>
          <p className="mb-1 text-sm font-medium">Canary</p>
          <p className="py-1.5">{plural(first, 'account')}</p>
          <p className="mt-1 text-xs text-muted">Those marked above to go first</p>
          {faults.canary ? <p className="mt-1 text-xs font-medium text-bad">{faults.canary}</p> : null}
        </div>
      ) : (
        field('canary', 'Canary', 'Accounts that go first; 0 for none')
      )}
      {field('waveSize', 'Wave size', 'Accounts in each wave after it')}
      {field('haltAbovePercent', 'Halt above, in %', 'Of accounts that ended; 0: at the first failure')}
      {field('parallel', 'At the same time', 'Accounts written to at once, at most')}
      <label className="flex cursor-pointer items-center gap-2.5 text-sm sm:col-span-2 lg:col-span-4">
        <input
          type="checkbox"
          checked={form.pauseAfterCanary}
          onChange={({ target }) => onChange({ ...form, pauseAfterCanary: target.checked })}
          className="size-4 accent-accent"
        />
        Pause after the canary, until somebody says go on
      </label>
    </Card>
  );
}
