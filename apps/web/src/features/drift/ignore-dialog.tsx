import type { DriftCauseView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SelectField, TextField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { capital, factText } from './drift-words.ts';

interface IgnoreDialogProps {
  /** One or several, all alike. */
  causes: readonly Pick<DriftCauseView, 'key' | 'kind' | 'title' | 'what' | 'path'>[];
  /** Where it may be ignored alone. */
  accounts: readonly { id: string; name: string }[];
  /** One of them, chosen from the start. */
  account?: string;
  onClose: () => void;
  onIgnored?: () => void;
}

const spans = [
  { value: '7', label: 'a week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
];

/** For how long, where and why. It is shown again by itself when the time is over. */
export function IgnoreDialog({ causes, accounts, account = '', onClose, onIgnored }: IgnoreDialogProps) {
  const [days, setDays] = useState('30');
  const [place, setPlace] = useState(account);
  const [reason, setReason] = useState('');
  const [isNeeded, setNeeded] = useState(false);
  const utils = trpc.useUtils();
  const ignore = trpc.drift.ignoreMany.useMutation({
    onSuccess: async () => {
      announce('Ignored');
      onIgnored?.();
      onClose();
      await utils.drift.invalidate();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={causes.length === 1 ? 'Ignore this drift?' : `Ignore ${causes.length} causes of drift?`}
      description={`${factsOf(causes)}. It is not counted as open until then, and nothing is written anywhere.`}
    >
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') return setNeeded(true);
          if (!ignore.isPending)
            ignore.mutate({
              keys: causes.map(({ key }) => key),
              locationId: place || null,
              days: Number(days),
              reason: reason.trim(),
            });
        }}
      >
        {ignore.error ? <FailureAlert title="It was not ignored" error={ignore.error} /> : null}
        <div className="flex flex-wrap gap-x-5 gap-y-3">
          <SelectField label="For" value={days} options={spans} onChange={({ target }) => setDays(target.value)} />
          <SelectField
            label="Where"
            value={place}
            options={[
              { value: '', label: 'Everywhere' },
              ...accounts.map(({ id, name }) => ({ value: id, label: `Only ${name}` })),
            ]}
            onChange={({ target }) => setPlace(target.value)}
          />
        </div>
        <TextField
          label="Reason"
          hint="Who looks at it later reads this."
          maxLength={500}
          value={reason}
          error={isNeeded && reason.trim() === '' ? 'This is needed' : null}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="solid" busy={ignore.isPending}>
            Ignore it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const mostNamed = 5;

function factsOf(causes: IgnoreDialogProps['causes']): string {
  const named = causes.slice(0, mostNamed).map((cause) => factText(cause));
  return capital(`${named.join('; ')}${causes.length > mostNamed ? `; and ${causes.length - mostNamed} more` : ''}`);
}
