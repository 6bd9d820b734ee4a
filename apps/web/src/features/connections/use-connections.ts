import type { ConnectionsView } from '@groundwork/shared/views';
import { useState } from 'react';
import { usePollingInterval } from '../../lib/feed/feed-context.tsx';
import { trpc } from '../../trpc.ts';

const whileDownMs = 5_000;
/** The service's going down is no news of any agency. */
const whileUpMs = 30_000;

/** `view.grants` is null while the service is down; `known` is then what was last known, and says when. */
export function useConnections() {
  const polling = usePollingInterval();
  const [known, setKnown] = useState<KnownConnections | null>(null);
  const query = trpc.connections.check.useQuery(undefined, {
    refetchInterval: ({ state: { data } }) =>
      data && data.service.state !== 'up' ? whileDownMs : polling || whileUpMs,
  });
  const { data } = query;
  if (data && isKnown(data) && data !== known) setKnown(data);
  return { ...query, known: data && isKnown(data) ? data : known };
}

export type KnownConnections = ConnectionsView & {
  grants: NonNullable<ConnectionsView['grants']>;
  locations: NonNullable<ConnectionsView['locations']>;
};

const isKnown = (view: ConnectionsView): view is KnownConnections => view.grants !== null && view.locations !== null;
