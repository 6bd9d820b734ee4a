import type { GroupView } from '@groundwork/shared/views';
import { Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { GroupDialog } from './group-dialog.tsx';
import { ValuesEditor } from './values-editor.tsx';

interface GroupPanelProps {
  group: GroupView;
  onRemoved: () => void;
  /** Makes an account's name the link it should be. */
  accountLink: (account: GroupView['locations'][number]) => ReactNode;
}

const maxShown = 12;

/** One group: who is in it, and its values. */
export function GroupPanel({ group, onRemoved, accountLink }: GroupPanelProps) {
  const [isOpen, setOpen] = useState<'edit' | 'remove' | null>(null);
  const denied = useDenied('variable.write');
  const utils = trpc.useUtils();
  const remove = trpc.groups.remove.useMutation({
    onSuccess: () => {
      utils.groups.list.setData(undefined, (groups) => groups?.filter(({ id }) => id !== group.id));
      void utils.groups.list.invalidate();
      void utils.accounts.invalidate();
      void utils.variables.resolve.invalidate();
      announce(`Removed the group ${group.name}`);
      onRemoved();
    },
  });
  const { locations } = group;
  return (
    <section aria-label={group.name} className="min-w-0 space-y-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 dir="auto" className="mr-auto text-lg font-semibold">
          {group.name}
        </h2>
        <Button
          size="sm"
          disabledReason={denied}
          icon={<Pencil aria-hidden className="size-3.5" />}
          onClick={() => setOpen('edit')}
        >
          Name and accounts
        </Button>
        <Button
          size="sm"
          disabledReason={denied}
          icon={<Trash2 aria-hidden className="size-3.5" />}
          onClick={() => setOpen('remove')}
        >
          Remove…
        </Button>
      </div>
      <p className="text-sm text-muted">
        {locations.length === 0
          ? 'No account is in it yet. Choose some under “Name and accounts”.'
          : `${plural(locations.length, 'account')}:`}{' '}
        {locations.slice(0, maxShown).map((account, index) => (
          <span key={account.id}>
            {index > 0 ? ', ' : null}
            {accountLink(account)}
          </span>
        ))}
        {locations.length > maxShown ? ` and ${locations.length - maxShown} more` : null}
      </p>
      <ValuesEditor level="group" ownerId={group.id}>
        What the accounts of this group have in common, and others have not: a speciality, a region’s phone number.
      </ValuesEditor>
      {isOpen === 'edit' ? (
        <GroupDialog group={group} onClose={() => setOpen(null)} onSaved={() => setOpen(null)} />
      ) : null}
      <ConfirmDialog
        open={isOpen === 'remove'}
        onClose={() => setOpen(null)}
        onConfirm={() => remove.mutate({ id: group.id })}
        title={`Remove “${group.name}”?`}
        description="Its values are gone. Its accounts stay as they are, in no group: their next plans take the values of the agency."
        confirmLabel="Remove the group"
        busy={remove.isPending}
        error={remove.error}
      />
    </section>
  );
}
