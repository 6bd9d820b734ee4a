import type { GroupView } from '@groundwork/shared/views';
import { useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { AccountChecks } from './account-checks.tsx';

interface GroupDialogProps {
  /** Null: a new one. */
  group: GroupView | null;
  onClose: () => void;
  onSaved: (group: GroupView) => void;
}

/** A group's name, and the accounts in it. */
export function GroupDialog({ group, onClose, onSaved }: GroupDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(group?.name ?? '');
  const [isAsked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(group?.locations.map(({ id }) => id)));
  const accounts = trpc.accounts.list.useQuery();
  const utils = trpc.useUtils();
  const save = trpc.groups.save.useMutation({
    onSuccess: (saved) => {
      void utils.groups.list.invalidate();
      void utils.accounts.invalidate();
      void utils.variables.resolve.invalidate();
      announce(`Saved the group ${saved.name}`);
      onSaved(saved);
    },
  });
  const submit = () => {
    setAsked(true);
    if (name.trim() === '') field.current?.focus();
    else save.mutate({ ...(group ? { id: group.id } : {}), name: name.trim(), locationIds: [...chosen] });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={group ? `Edit “${group.name}”` : 'New group'}
      description="Its accounts take the group’s values, unless they have their own. An account is in one group at most."
      initialFocus={field}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) submit();
        }}
      >
        <TextField
          ref={field}
          label="Name"
          dir="auto"
          autoComplete="off"
          maxLength={100}
          placeholder="Dentists"
          value={name}
          error={isAsked && name.trim() === '' ? 'A group needs a name.' : null}
          onChange={({ target }) => setName(target.value)}
        />
        {accounts.error && !accounts.data ? (
          <FailureAlert
            title="The accounts could not be loaded"
            error={accounts.error}
            onRetry={() => void accounts.refetch()}
          />
        ) : null}
        {accounts.data ? (
          <AccountChecks
            accounts={accounts.data.accounts}
            chosen={chosen}
            groupId={group?.id ?? null}
            onChange={setChosen}
          />
        ) : null}
        {!accounts.data && !accounts.error ? <SkeletonRows rows={4} className="h-9" /> : null}
        {save.error ? <FailureAlert title="The group was not saved" error={save.error} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="solid"
            busy={save.isPending}
            disabledReason={accounts.data ? null : 'The accounts are not loaded yet.'}
          >
            {group ? 'Save group' : 'Make the group'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
