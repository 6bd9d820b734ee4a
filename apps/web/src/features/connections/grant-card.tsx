import type { GrantView } from '@groundwork/shared/views';
import { type ReactNode, useId } from 'react';
import { buttonClass } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { TestButton, TestOutcome, useConnectionTest } from './connection-test.tsx';
import { GrantFacts } from './grant-facts.tsx';
import { GrantPermissions } from './grant-permissions.tsx';
import { HealthBadge } from './health-badge.tsx';

interface GrantCardProps {
  grant: GrantView;
  /** The agency's or the location's. */
  name: string;
  mayTest: boolean;
  /** Further buttons. */
  actions?: ReactNode;
}

/** One consent somebody gave in GoHighLevel: how it is, why, what to do, and every fact behind that. */
export function GrantCard({ grant, name, mayTest, actions }: GrantCardProps) {
  const test = useConnectionTest({ locationId: grant.locationId, name, health: grant.health });
  const id = useId();
  const isOwn = grant.locationId === null;
  return (
    <Card role="region" aria-labelledby={id} className="p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <CardTitle id={id} dir="auto">
              {name}
            </CardTitle>
            <HealthBadge health={grant.health} />
            <span className="text-xs text-muted">{isOwn ? 'The agency’s own grant' : 'Grant of this sub-account'}</span>
          </div>
          <p className="mt-1.5">{grant.what}</p>
          {grant.state !== 'active' && grant.reason ? (
            <p className="mt-0.5 text-sm text-muted">Why: {grant.reason}</p>
          ) : null}
          {grant.next ? <p className="mt-0.5 font-medium">{grant.next}</p> : null}
          {grant.forecast ? <p className="mt-0.5 text-sm text-muted">{grant.forecast}</p> : null}
        </div>
        <div className="flex flex-wrap gap-2">
          {mayTest && grant.state !== 'uninstalled' ? (
            <TestButton test={test} name={name} label="Test connection" />
          ) : null}
          {actions}
          <a
            href={grant.connectUrl}
            aria-label={`Reconnect ${name}`}
            className={buttonClass(grant.health === 'broken' ? 'solid' : 'outline', 'sm')}
          >
            Reconnect
          </a>
          {isOwn ? null : <CopyButton text={grant.connectUrl} what="link" />}
        </div>
      </div>
      <div className="mt-3 empty:hidden">
        <TestOutcome test={test} />
      </div>
      {isOwn ? (
        <div className="mt-4 space-y-4 border-t border-line pt-4">
          <GrantFacts grant={grant} />
          <GrantPermissions grant={grant} />
        </div>
      ) : (
        <details className="mt-3">
          <summary className="min-h-6 w-fit text-sm text-muted hover:text-text">Facts and permissions</summary>
          <div className="mt-3 space-y-4">
            <GrantFacts grant={grant} />
            <GrantPermissions grant={grant} />
          </div>
        </details>
      )}
    </Card>
  );
}
