import type { ApiKeyView } from '@groundwork/shared/views';
import { roleNames } from '../../components/domain/role-names.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { KeyAccounts } from './key-accounts.tsx';
import { KeyStateBadge } from './key-state-badge.tsx';

interface KeyListProps {
  keys: readonly ApiKeyView[];
  onRevoke: (key: ApiKeyView) => void;
}

export const KeyList = ({ keys, onRevoke }: KeyListProps) => (
  <Card>
    <ul aria-label="API keys" className="divide-y divide-line">
      {keys.map((key) => (
        <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-64 space-y-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span dir="auto" className={`font-medium ${key.state === 'active' ? '' : 'text-muted'}`}>
                {key.name}
              </span>
              <KeyStateBadge state={key.state} />
              <Badge>{roleNames[key.role]}</Badge>
              <code title="The beginning of the key" className="font-mono text-xs text-muted">
                {key.prefix}…
              </code>
            </p>
            <KeyAccounts accounts={key.accounts} />
            <p className="text-xs text-muted">
              {key.isOwn ? 'You' : <span dir="auto">{key.owner.name}</span>} made it {makings[key.madeBy]}
              <RelativeTime iso={key.createdAt} />
              <span aria-hidden> · </span>
              {key.lastUsedAt ? (
                <>
                  last used <RelativeTime iso={key.lastUsedAt} />
                </>
              ) : (
                'never used'
              )}
              <span aria-hidden> · </span>
              <End apiKey={key} />
            </p>
          </div>
          {key.state === 'active' ? (
            <Button size="sm" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
              Revoke
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  </Card>
);

const makings: Record<ApiKeyView['madeBy'], string> = {
  settings: '',
  device: 'by signing a tool in ',
  cli: 'from the CLI ',
};

function End({ apiKey: { state, expiresAt, revokedAt } }: { apiKey: ApiKeyView }) {
  if (state === 'revoked' && revokedAt)
    return (
      <>
        revoked <RelativeTime iso={revokedAt} />
      </>
    );
  if (!expiresAt) return 'does not expire';
  return (
    <>
      {state === 'expired' ? 'expired' : 'expires'} <RelativeTime iso={expiresAt} />
    </>
  );
}
