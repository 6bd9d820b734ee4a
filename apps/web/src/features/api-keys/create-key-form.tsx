import type { KeyRole } from '@groundwork/shared';
import type { NewApiKeyView } from '@groundwork/shared/views';
import { useState } from 'react';
import { roleNames } from '../../components/domain/role-names.ts';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { useMe } from '../session/use-me.ts';
import { AccountTicks } from './account-ticks.tsx';
import { keyDuties, keyRolesOf } from './key-duties.ts';
import { RadioChoice } from './radio-choice.tsx';

interface CreateKeyFormProps {
  onMade: (made: NewApiKeyView) => void;
  onCancel: () => void;
}

const longestName = 80;
const reaches = [
  { value: 'all', label: 'All accounts', about: 'and those that come later' },
  { value: 'chosen', label: 'Chosen accounts', about: 'and nothing of what all of them share' },
] as const;
const lives = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '365 days' },
  { value: 'never', label: 'Never' },
] as const;

export function CreateKeyForm({ onMade, onCancel }: CreateKeyFormProps) {
  const offered = keyRolesOf(useMe().user.role);
  const [name, setName] = useState('');
  const [role, setRole] = useState<KeyRole>(offered.includes('operator') ? 'operator' : 'viewer');
  const [reach, setReach] = useState<(typeof reaches)[number]['value']>('all');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [life, setLife] = useState<(typeof lives)[number]['value']>('90');
  const [showFaults, setShowFaults] = useState(false);
  const utils = trpc.useUtils();
  const create = trpc.apiKeys.create.useMutation({
    // The answer holds the secret: no cache keeps it.
    gcTime: 0,
    onSuccess: (made) => {
      void utils.apiKeys.list.invalidate();
      void utils.apiKeys.audit.invalidate();
      announce('The key is ready. It is shown only now.');
      onMade(made);
    },
  });
  const faults = {
    name: name.trim() === '' ? 'Write what the key is for' : null,
    accounts: reach === 'chosen' && chosen.size === 0 ? 'Choose at least one account' : null,
  };
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        setShowFaults(true);
        if (faults.name || faults.accounts) return announce(faults.name ?? faults.accounts ?? '');
        if (create.isPending) return;
        create.mutate({
          name: name.trim(),
          role,
          ...(reach === 'chosen' ? { locationIds: [...chosen] } : {}),
          ...(life === 'never' ? {} : { expiresInDays: Number(life) }),
        });
      }}
    >
      {create.error ? <FailureAlert title="No key was made" error={create.error} /> : null}
      <TextField
        label="Name"
        value={name}
        maxLength={longestName}
        autoComplete="off"
        dir="auto"
        hint="Where it is used, so that you know it again: “CI of the website”"
        error={showFaults ? faults.name : null}
        onChange={({ target }) => setName(target.value)}
      />
      <RadioChoice
        label="Role"
        options={offered.map((value) => ({
          value,
          label: roleNames[value],
          about: keyDuties[value].toLowerCase(),
        }))}
        value={role}
        onChange={setRole}
      />
      <RadioChoice label="Accounts" options={reaches} value={reach} onChange={setReach} />
      {reach === 'chosen' ? (
        <AccountTicks chosen={chosen} onChange={setChosen} error={showFaults ? faults.accounts : null} />
      ) : null}
      <div>
        <RadioChoice label="Expires after" options={lives} value={life} onChange={setLife} isRow />
        {life === 'never' ? (
          <p className="mt-1 text-xs text-warn">It works until somebody revokes it, also when it is forgotten.</p>
        ) : null}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="solid" busy={create.isPending}>
          Make the key
        </Button>
      </div>
    </form>
  );
}
