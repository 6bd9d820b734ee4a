import type { GroupView } from '@groundwork/shared/views';
import { Plus, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { GroupDialog } from './group-dialog.tsx';
import { GroupPanel } from './group-panel.tsx';

interface GroupsTabProps {
  /** The group in the address. */
  chosenId: string | undefined;
  onChoose: (id: string | undefined) => void;
  /** Makes a group's line the link it should be. */
  groupLink: (group: GroupView, content: ReactNode, className: string) => ReactNode;
  accountLink: (account: GroupView['locations'][number]) => ReactNode;
}

export function GroupsTab({ chosenId, onChoose, groupLink, accountLink }: GroupsTabProps) {
  const { data: groups, error, refetch } = trpc.groups.list.useQuery();
  const [isNew, setNew] = useState(false);
  const denied = useDenied('variable.write');
  if (error && !groups)
    return <FailureAlert title="The groups could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!groups)
    return (
      <Card>
        <SkeletonRows rows={3} />
      </Card>
    );
  const shown = groups.find(({ id }) => id === chosenId) ?? groups[0];
  const makeButton = (
    <Button
      disabledReason={denied}
      icon={<Plus aria-hidden className="size-3.5" />}
      className="w-full"
      onClick={() => setNew(true)}
    >
      New group
    </Button>
  );
  return (
    <>
      {shown ? (
        <div className="grid gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
          <nav aria-label="Groups" className="space-y-2">
            <Card className="overflow-hidden">
              <ul className="divide-y divide-line">
                {groups.map((group) => (
                  <li key={group.id}>
                    {groupLink(
                      group,
                      <>
                        <span dir="auto" className="block truncate font-medium">
                          {group.name}
                        </span>
                        <span className="block text-xs text-muted">{plural(group.locations.length, 'account')}</span>
                      </>,
                      `block px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2 ${group === shown ? 'bg-sunken' : ''}`,
                    )}
                  </li>
                ))}
              </ul>
            </Card>
            {makeButton}
          </nav>
          <GroupPanel key={shown.id} group={shown} onRemoved={() => onChoose(undefined)} accountLink={accountLink} />
        </div>
      ) : (
        <Card>
          <EmptyState icon={<Users />} title="No groups yet" action={makeButton}>
            Accounts that have something in common, such as all dentists, take it from their group. Give it values once
            instead of in every account.
          </EmptyState>
        </Card>
      )}
      {isNew ? (
        <GroupDialog
          group={null}
          onClose={() => setNew(false)}
          onSaved={(saved) => {
            setNew(false);
            onChoose(saved.id);
          }}
        />
      ) : null}
    </>
  );
}
