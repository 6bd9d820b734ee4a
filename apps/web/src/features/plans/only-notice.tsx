import { AddressText } from '../../components/domain/address-text.tsx';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';

interface OnlyNoticeProps {
  addresses: readonly string[];
  /** Null where the plan cannot be made otherwise any more. */
  onAll: (() => void) | null;
  busy: boolean;
  deniedReason: string | null;
}

const shownAtMost = 12;

/** The plan leaves most of the blueprint out, and what it leaves out may differ too. */
export const OnlyNotice = ({ addresses, onAll, busy, deniedReason }: OnlyNoticeProps) => (
  <div className="mb-4">
    <Alert
      tone="info"
      title={`About ${plural(addresses.length, 'address', 'addresses')} only, and what ${addresses.length === 1 ? 'it needs' : 'they need'}`}
      actions={
        onAll ? (
          <Button size="sm" busy={busy} disabledReason={deniedReason} onClick={onAll}>
            Plan the whole blueprint
          </Button>
        ) : null
      }
    >
      <ul aria-label="Addresses" className="flex flex-wrap gap-x-3 gap-y-0.5">
        {addresses.slice(0, shownAtMost).map((address) => (
          <li key={address}>
            <code className="font-mono text-xs">
              <AddressText address={address} />
            </code>
          </li>
        ))}
        {addresses.length > shownAtMost ? <li>and {addresses.length - shownAtMost} more</li> : null}
      </ul>
    </Alert>
  </div>
);
