import type { GrantView } from '@groundwork/shared/views';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { Alert } from '../../components/ui/alert.tsx';
import { plural } from '../../lib/format.ts';

/** What the grant allows, and what it lacks for which kinds. */
export const GrantPermissions = ({ grant: { scopes, missingScopes } }: { grant: GrantView }) => (
  <div className="space-y-2">
    {missingScopes.length > 0 ? (
      <Alert tone="warn" title="Permissions are missing">
        <p>Reconnect and allow all of them. Until then these kinds are left to a person:</p>
        <ul className="mt-1 space-y-0.5">
          {missingScopes.map((missing) => (
            <li key={missing.kind}>
              <span className="font-medium text-text">{kindLabel(missing.kind, 2)}</span>:{' '}
              <code className="font-mono text-xs">{missing.scopes.join(', ')}</code>
            </li>
          ))}
        </ul>
      </Alert>
    ) : null}
    <details>
      <summary className="min-h-6 w-fit text-sm text-muted hover:text-text">
        {plural(scopes.length, 'permission')} granted
        {missingScopes.length === 0 ? ', all that Groundwork needs' : ''}
      </summary>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {scopes.map((scope) => (
          <li key={scope} className="rounded-sm bg-sunken px-1.5 font-mono text-xs text-muted">
            {scope}
          </li>
        ))}
      </ul>
    </details>
  </div>
);
