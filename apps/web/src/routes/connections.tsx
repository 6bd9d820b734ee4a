import { Plug, Unplug } from 'lucide-react';
import { useState } from 'react';
import { Alert } from '../components/ui/alert.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { CopyButton } from '../components/ui/copy-button.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { RefreshButton } from '../features/accounts/refresh-button.tsx';
import { ConnectLink } from '../features/connections/connect-link.tsx';
import { ConnectedLocations } from '../features/connections/connected-locations.tsx';
import { ConnectionsSkeleton } from '../features/connections/connections-skeleton.tsx';
import { GrantCard } from '../features/connections/grant-card.tsx';
import { HealthCounts } from '../features/connections/health-counts.tsx';
import { RefreshLog } from '../features/connections/refresh-log.tsx';
import { ServiceNotice } from '../features/connections/service-notice.tsx';
import { type KnownConnections, useConnections } from '../features/connections/use-connections.ts';
import { useDenied, useMe } from '../features/session/use-me.ts';

/** Every grant and sub-account: whether it works, for how long, why not, and what to do. */
export function ConnectionsPage() {
  const { data, error, known, refetch } = useConnections();
  const isOld = known !== null && known !== data;
  return (
    <>
      <PageHeader title="Connections">
        {known && known.grants.length > 0 ? (
          <HealthCounts counts={known.counts} />
        ) : (
          'What Groundwork may do in GoHighLevel, and for how long'
        )}
      </PageHeader>
      {data ? <ServiceNotice service={data.service} /> : null}
      {error && !data ? (
        <FailureAlert title="The connections could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {error && data ? (
        <div className="mb-4">
          <Alert
            tone="warn"
            title="This page could not be brought up to date"
            actions={
              <Button size="sm" onClick={() => void refetch()}>
                Try again
              </Button>
            }
          >
            What is shown was checked <RelativeTime iso={data.checkedAt} />.
          </Alert>
        </div>
      ) : null}
      {isOld ? (
        <p className="mb-4 text-sm text-muted">
          Below is what was known when the service last answered, <RelativeTime iso={known.checkedAt} />.
        </p>
      ) : null}
      {!data && !error ? <ConnectionsSkeleton /> : null}
      {data && !known ? (
        <Card>
          <EmptyState icon={<Unplug />} title="The connections are not known at the moment">
            Only the OAuth service knows them. They appear here as soon as it answers again.
          </EmptyState>
        </Card>
      ) : null}
      {known ? <Connections view={known} /> : null}
    </>
  );
}

function Connections({ view }: { view: KnownConnections }) {
  const { agency } = useMe();
  const deniedTest = useDenied('connection.test');
  const deniedSync = useDenied('account.sync');
  const [syncFailure, setSyncFailure] = useState<unknown>(null);
  const readAgain = (
    <RefreshButton label="Read locations again" size="sm" deniedReason={deniedSync} onFailure={setSyncFailure} />
  );
  const nameOf = (locationId: string | null) =>
    locationId === null
      ? agency.name
      : (view.locations.find((location) => location.locationId === locationId)?.name ?? locationId);
  if (view.grants.length === 0) return <NobodyConnected url={view.connectUrl} />;
  return (
    <>
      <ConnectLink url={view.connectUrl} />
      {deniedTest ? <p className="mb-4 text-sm text-muted">Connections cannot be tested by you: {deniedTest}</p> : null}
      {syncFailure ? (
        <div className="mb-4">
          <FailureAlert title="The sub-accounts could not be read again" error={syncFailure} />
        </div>
      ) : null}
      <div className="space-y-8">
        <div className="space-y-4">
          {view.grants.map((grant) => (
            <GrantCard
              key={grant.installationId}
              grant={grant}
              name={nameOf(grant.locationId)}
              mayTest={deniedTest === null}
              actions={grant.locationId === null && grant.state === 'active' ? readAgain : null}
            />
          ))}
        </div>
        <ConnectedLocations locations={view.locations} mayTest={deniedTest === null} readAgain={readAgain} />
        <RefreshLog />
      </div>
    </>
  );
}

const NobodyConnected = ({ url }: { url: string }) => (
  <Card>
    <EmptyState
      icon={<Plug />}
      title="Nobody has connected this agency yet"
      action={
        <>
          <a href={url} className={buttonClass('solid')}>
            Connect GoHighLevel
          </a>
          <CopyButton text={url} what="link to connect" size="md" />
        </>
      }
    >
      Connect it yourself, or send the link to whoever administers the agency in GoHighLevel. This page changes by
      itself once it is done.
    </EmptyState>
  </Card>
);
