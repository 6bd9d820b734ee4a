import type { RolloutRowView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';

/** The account's name, leading to its job, else to its plan, else to the account. */
export function RowLink({ row: { location, planId, jobId } }: { row: RolloutRowView }) {
  const looks = { dir: 'auto', className: 'block min-h-6 font-medium text-text hover:underline' } as const;
  if (jobId !== null)
    return (
      <Link {...looks} to="/jobs/$jobId" params={{ jobId }}>
        {location.name}
        <span className="sr-only">: its job</span>
      </Link>
    );
  if (planId !== null)
    return (
      <Link {...looks} to="/plans/$planId" params={{ planId }}>
        {location.name}
        <span className="sr-only">: its plan</span>
      </Link>
    );
  return (
    <Link {...looks} to="/accounts/$locationId" params={{ locationId: location.id }}>
      {location.name}
    </Link>
  );
}
