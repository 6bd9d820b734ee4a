import type { AccountView } from '@groundwork/shared/views';
import { ArrowLeftRight } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { inputClass } from '../../components/ui/field.tsx';

interface PairChoiceProps {
  accounts: readonly AccountView[];
  left: string | undefined;
  right: string | undefined;
  onChoose: (pair: { left?: string; right?: string }) => void;
}

/** Left and right, from the accounts that can be read. */
export const PairChoice = ({ accounts, left, right, onChoose }: PairChoiceProps) => {
  const open = accounts.filter(({ state }) => state === 'active');
  const pair = (next: { left?: string | undefined; right?: string | undefined }) =>
    onChoose({ ...(next.left ? { left: next.left } : {}), ...(next.right ? { right: next.right } : {}) });
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-3 gap-y-3">
      <AccountSelect
        label="Left account"
        accounts={open}
        value={left}
        other={right}
        onChange={(id) => pair({ left: id, right })}
      />
      <Button
        aria-label="Swap left and right"
        title="Swap left and right"
        disabledReason={left || right ? null : 'Choose an account first.'}
        icon={<ArrowLeftRight aria-hidden className="size-4" />}
        onClick={() => pair({ left: right, right: left })}
      />
      <AccountSelect
        label="Right account"
        accounts={open}
        value={right}
        other={left}
        onChange={(id) => pair({ left, right: id })}
      />
    </div>
  );
};

interface AccountSelectProps {
  label: string;
  accounts: readonly AccountView[];
  value: string | undefined;
  /** Chosen on the other side. */
  other: string | undefined;
  onChange: (id: string | undefined) => void;
}

function AccountSelect({ label, accounts, value, other, onChange }: AccountSelectProps) {
  const id = useId();
  return (
    <div className="min-w-0 flex-1 basis-56">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={accounts.some((account) => account.id === value) ? value : ''}
        onChange={({ target }) => onChange(target.value || undefined)}
        className={`${inputClass} py-2`}
      >
        <option value="">Choose an account</option>
        {accounts.map((account) => (
          <option key={account.id} value={account.id} disabled={account.id === other}>
            {account.name}
          </option>
        ))}
      </select>
    </div>
  );
}
