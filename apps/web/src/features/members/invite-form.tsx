import type { Role } from '@groundwork/shared';
import { useId, useState } from 'react';
import { roleDuties, roleNames } from '../../components/domain/role-names.ts';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import type { OneTimeLink } from './link-once.tsx';
import { type GivenRole, givenRoles } from './role-select.tsx';

interface InviteFormProps {
  onMade: (link: OneTimeLink & { name: string }) => void;
  onCancel: () => void;
}

const longestName = 120;

export function InviteForm({ onMade, onCancel }: InviteFormProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<GivenRole>('operator');
  const [showFaults, setShowFaults] = useState(false);
  const utils = trpc.useUtils();
  const invite = trpc.members.invite.useMutation({
    onSuccess: ({ invitation, url, note }) => {
      void utils.members.list.invalidate();
      announce('The link is ready. It is shown only now.');
      onMade({ url, note, name: invitation.name, expiresAt: invitation.expiresAt });
    },
  });
  const faults = {
    name: name.trim() === '' ? 'Write the name' : null,
    email: /^\S+@\S+\.\S+$/.test(email.trim()) ? null : 'Write an e-mail address, such as ana@example.com',
  };
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        setShowFaults(true);
        if (faults.name || faults.email) return announce(faults.name ?? faults.email ?? '');
        if (!invite.isPending) invite.mutate({ name: name.trim(), email: email.trim(), role });
      }}
    >
      {invite.error ? <FailureAlert title="No link was made" error={invite.error} /> : null}
      <TextField
        label="Name"
        value={name}
        maxLength={longestName}
        autoComplete="off"
        dir="auto"
        error={showFaults ? faults.name : null}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="E-mail"
        type="email"
        value={email}
        autoComplete="off"
        hint="To know the person by. Groundwork sends no mail: you pass the link on."
        error={showFaults ? faults.email : null}
        onChange={(event) => setEmail(event.target.value)}
      />
      <RoleChoice value={role} onChange={setRole} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="solid" busy={invite.isPending}>
          Make the link
        </Button>
      </div>
    </form>
  );
}

function RoleChoice({ value, onChange }: { value: GivenRole; onChange: (role: GivenRole) => void }) {
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">Role</legend>
      <div className="space-y-1">
        {givenRoles.map((role: Exclude<Role, 'owner'>) => (
          <label key={role} className="flex min-h-8 cursor-pointer items-baseline gap-2.5 text-sm">
            <input
              type="radio"
              name={id}
              value={role}
              checked={role === value}
              aria-describedby={`${id}-${role}`}
              onChange={() => onChange(role)}
              className="size-3.5 translate-y-0.5 accent-accent"
            />
            <span>
              <span className="font-medium">{roleNames[role]}</span>{' '}
              <span id={`${id}-${role}`} className="text-muted">
                {roleDuties[role].toLowerCase()}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
