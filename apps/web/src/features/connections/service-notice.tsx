import type { ConnectionsView } from '@groundwork/shared/views';
import { Alert } from '../../components/ui/alert.tsx';

/** The OAuth service's own state, where it is not up. The region stays, so that a change is read out. */
export const ServiceNotice = ({ service }: { service: ConnectionsView['service'] }) => (
  <div role="status" aria-label="State of the OAuth service" className={service.state === 'up' ? 'sr-only' : 'mb-4'}>
    {service.state === 'down' ? (
      <Alert tone="bad" title="The OAuth service is down">
        {service.detail ? <p>{service.detail}</p> : null}
        <p>
          Running jobs go on with the tokens they hold, and wait where they need a new one. Nothing is lost: every
          connection is kept by the service. This page asks again by itself.
        </p>
      </Alert>
    ) : null}
    {service.state === 'degraded' ? (
      <Alert tone="warn" title="The OAuth service works, but not as it should">
        {service.detail}
      </Alert>
    ) : null}
  </div>
);
