import type { ValueOrigin } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';

interface ValueOriginProps {
  origin: ValueOrigin;
  blueprintId: string;
  locationId: string;
  /** The account's, where it is known. */
  group?: { id: string; name: string } | null;
}

/** Where a value comes from, as a link to the page on which it is set. */
export function ValueOriginLink({ origin, blueprintId, locationId, group = null }: ValueOriginProps) {
  const className = 'underline hover:text-text';
  switch (origin) {
    case 'plan':
      return <>given for this plan</>;
    case 'default':
      return (
        <Link to="/blueprints/$blueprintId" params={{ blueprintId }} className={className}>
          the blueprint’s default
        </Link>
      );
    case 'agency':
      return (
        <Link to="/variables" search={{ show: 'agency' }} className={className}>
          the agency’s value
        </Link>
      );
    case 'blueprint':
      return (
        <Link to="/blueprints/$blueprintId" params={{ blueprintId }} className={className}>
          the value kept for this blueprint
        </Link>
      );
    case 'group':
      return (
        <Link to="/variables" search={{ show: 'groups', ...(group ? { group: group.id } : {}) }} className={className}>
          {group ? `the group “${group.name}”` : 'the account’s group'}
        </Link>
      );
    case 'location':
      return (
        <Link to="/accounts/$locationId" params={{ locationId }} hash="values" className={className}>
          this account’s value
        </Link>
      );
  }
}
