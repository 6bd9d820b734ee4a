import type { ConnectedLocationView } from '@groundwork/shared/views';
import { memo } from 'react';
import { LocationStateBadge } from '../../components/domain/location-state.tsx';
import { Card } from '../../components/ui/card.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { TestButton, TestOutcome, useConnectionTest } from './connection-test.tsx';
import { HealthBadge } from './health-badge.tsx';

interface LocationListProps {
  locations: readonly ConnectedLocationView[];
  mayTest: boolean;
}

const columns = 'md:grid md:grid-cols-[minmax(0,1fr)_8.5rem_11rem_9.5rem_5.5rem] md:items-center md:gap-4';

export const LocationList = ({ locations, mayTest }: LocationListProps) => (
  <Card className="overflow-hidden">
    <div
      aria-hidden
      className={`hidden border-b border-line bg-sunken/60 px-4 py-2 text-xs font-medium text-muted ${columns}`}
    >
      <span>Sub-account</span>
      <span>Health</span>
      <span>In GoHighLevel</span>
      <span>Token held until</span>
    </div>
    <ul aria-label="Sub-accounts" className="divide-y divide-line">
      {locations.map((location) => (
        <LocationRow key={location.locationId} location={location} mayTest={mayTest} />
      ))}
    </ul>
  </Card>
);

/** Rows out of sight are neither laid out nor painted, and unchanged ones not drawn anew: hundreds stay fluid. */
const LocationRow = memo(function LocationRow({
  location,
  mayTest,
}: {
  location: ConnectedLocationView;
  mayTest: boolean;
}) {
  const { name, health, what, next, token } = location;
  const test = useConnectionTest({ locationId: location.locationId, name, health });
  return (
    <li
      data-location={location.locationId}
      className="px-4 py-2.5 [contain-intrinsic-size:auto_3.75rem] [content-visibility:auto]"
    >
      <div className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 ${columns}`}>
        <div className="min-w-0">
          <p dir="auto" className="font-medium">
            {name}
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
            {location.address ? <span dir="auto">{location.address}</span> : null}
            <CopyableId id={location.locationId} label="sub-account id" />
          </p>
        </div>
        <div className="max-md:order-3">
          <HealthBadge health={health} />
        </div>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-muted max-md:order-4 max-md:justify-self-end">
          <LocationStateBadge state={location.state} />
          {location.since ? <RelativeTime iso={location.since} /> : null}
        </div>
        <div className="text-xs text-muted max-md:order-5 max-md:col-span-2">
          {token ? (
            <>
              <span className="md:sr-only">Token held until </span>
              <RelativeTime iso={token.expiresAt} />
            </>
          ) : (
            'No token held'
          )}
        </div>
        <div className="justify-self-end max-md:order-2">
          {mayTest && health !== 'ended' ? <TestButton test={test} name={name} label="Test" /> : null}
        </div>
      </div>
      {health === 'healthy' ? null : (
        <p className="mt-1 text-sm text-muted">
          {what} {next ? <span className="font-medium text-text">{next}</span> : null}
        </p>
      )}
      <div className="mt-2 empty:hidden">
        <TestOutcome test={test} />
      </div>
    </li>
  );
});
