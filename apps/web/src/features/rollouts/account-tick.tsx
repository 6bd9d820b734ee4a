import type { AccountView } from '@groundwork/shared/views';
import { Flag } from 'lucide-react';

interface AccountTickProps {
  account: AccountView;
  isChosen: boolean;
  isFirst: boolean;
  onChoose: (isChosen: boolean) => void;
  onFirst: () => void;
}

/** Rows out of sight are neither laid out nor painted: there may be hundreds. */
export const AccountTick = ({ account, isChosen, isFirst, onChoose, onFirst }: AccountTickProps) => (
  <li className="flex items-center gap-3 px-4 [contain-intrinsic-size:auto_3.25rem] [content-visibility:auto] hover:bg-sunken">
    <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-3 py-2">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span dir="auto" className="block font-medium">
          {account.name}
        </span>
        <span dir="auto" className="block truncate text-xs text-muted">
          {[account.group?.name, account.address ?? account.id].filter(Boolean).join(' · ')}
        </span>
      </span>
    </label>
    {isChosen ? (
      <button
        type="button"
        aria-pressed={isFirst}
        aria-label={`${account.name} goes first`}
        onClick={onFirst}
        className="inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-full border border-transparent px-2.5 text-xs text-muted hover:border-line hover:text-text aria-pressed:border-accent/40 aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
      >
        <Flag aria-hidden className="size-3.5" />
        <span className={isFirst ? '' : 'max-sm:hidden'}>Goes first</span>
      </button>
    ) : null}
  </li>
);
