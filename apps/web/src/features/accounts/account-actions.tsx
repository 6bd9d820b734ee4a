import type { AccountView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { whyClosed } from '../../components/domain/location-state.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { useDenied } from '../session/use-me.ts';

type Named = Pick<AccountView, 'id' | 'name' | 'state'>;
type Look = 'solid' | 'outline' | 'ghost';

/** Quieter than to provision: it makes a blueprint of what is there, and changes nothing. */
export function CaptureLink({ account, look = 'ghost' }: { account: Named; look?: Look }) {
  const denied = useDenied('plan.create');
  const reason = whyClosed[account.state] ?? denied;
  return reason === null ? (
    <Link
      to="/blueprints/new"
      search={{ capture: account.id }}
      aria-label={`Capture ${account.name}`}
      title="Read this account into a blueprint"
      className={buttonClass(look, 'sm')}
    >
      Capture
    </Link>
  ) : (
    <Button look={look} size="sm" aria-label={`Capture ${account.name}`} disabledReason={reason}>
      Capture
    </Button>
  );
}

export const ProvisionLink = ({ account, look = 'outline' }: { account: Named; look?: Look }) =>
  account.state === 'active' ? (
    <Link
      to="/provision"
      search={{ account: account.id, step: 'blueprint' }}
      aria-label={`Provision ${account.name}`}
      className={buttonClass(look, 'sm')}
    >
      Provision
    </Link>
  ) : (
    <Button size="sm" disabledReason={whyClosed[account.state]}>
      Provision
    </Button>
  );

export function CompareLink({ account }: { account: Named }) {
  const denied = useDenied('plan.create');
  const reason = whyClosed[account.state] ?? denied;
  return reason === null ? (
    <Link to="/accounts/compare" search={{ left: account.id }} className={buttonClass('outline', 'sm')}>
      Compare with…
    </Link>
  ) : (
    <Button size="sm" disabledReason={reason}>
      Compare with…
    </Button>
  );
}
