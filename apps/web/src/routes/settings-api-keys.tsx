import { may } from '@groundwork/shared';
import type { ApiKeyView } from '@groundwork/shared/views';
import { KeyRound, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { AuditSection } from '../features/api-keys/audit-section.tsx';
import { CreateKeyDialog } from '../features/api-keys/create-key-dialog.tsx';
import { filterKeys } from '../features/api-keys/filter-keys.ts';
import { KeyFilters } from '../features/api-keys/key-filters.tsx';
import { KeyList } from '../features/api-keys/key-list.tsx';
import { NoKeys } from '../features/api-keys/no-keys.tsx';
import { RevokeKeyDialog } from '../features/api-keys/revoke-key-dialog.tsx';
import { useMe } from '../features/session/use-me.ts';
import { useSearchTexts } from '../lib/use-search-texts.ts';
import { trpc } from '../trpc.ts';

/** A tool that was let in fetches its key, and keys are used, without a word to this page. */
const lookAgainMs = 15_000;

export function ApiKeysPage() {
  const { user, agency } = useMe();
  const seesAll = may(user.role, 'key.manage');
  const [{ q: search, owner, state }, setSearch] = useSearchTexts('q', 'owner', 'state');
  const [isCreating, setIsCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null);
  const { data, error, refetch } = trpc.apiKeys.list.useQuery(undefined, { refetchInterval: lookAgainMs });
  const shown = filterKeys(data ?? [], { search, owner, state });
  const create = () => setIsCreating(true);
  return (
    <>
      <PageHeader
        title="API keys"
        actions={
          data?.length === 0 ? null : (
            <Button look="solid" icon={<KeyRound aria-hidden className="size-4" />} onClick={create}>
              Make a key
            </Button>
          )
        }
      >
        {seesAll ? `Programs that work for ${agency.name}, and in whose name` : 'Programs that work in your name'}
      </PageHeader>
      <div className="space-y-8">
        <section aria-label="Keys">
          {error && !data ? (
            <FailureAlert title="The keys could not be loaded" error={error} onRetry={() => void refetch()} />
          ) : null}
          {!data && !error ? (
            <Card>
              <SkeletonRows rows={3} className="h-20" />
            </Card>
          ) : null}
          {data && data.length > 0 ? (
            <KeyFilters
              keys={data}
              filter={{ search, owner, state }}
              onChange={({ search: q, ...rest }) => setSearch({ ...rest, ...(q === undefined ? {} : { q }) })}
            />
          ) : null}
          {data?.length === 0 ? <NoKeys onCreate={create} /> : null}
          {data && data.length > 0 && shown.length === 0 ? (
            <NoMatch onClear={() => setSearch({ q: '', owner: '', state: '' })} />
          ) : null}
          {shown.length > 0 ? <KeyList keys={shown} onRevoke={setRevoking} /> : null}
          {data?.some((key) => key.state !== 'active') ? (
            <p className="mt-2 text-xs text-muted">Keys that have ended leave the list after 30 days.</p>
          ) : null}
        </section>
        {seesAll ? <AuditSection /> : null}
      </div>
      {isCreating ? <CreateKeyDialog onClose={() => setIsCreating(false)} /> : null}
      {revoking ? <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  );
}

const NoMatch = ({ onClear }: { onClear: () => void }) => (
  <Card>
    <EmptyState icon={<SearchX />} title="No key matches" action={<Button onClick={onClear}>Clear the filters</Button>}>
      A key is found by its name, its owner, or the letters it begins with, such as gw_7hK2.
    </EmptyState>
  </Card>
);
