import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

const longest = 120;

export function NameForm({ name }: { name: string }) {
  const [text, setText] = useState(name);
  const utils = trpc.useUtils();
  const update = trpc.profile.update.useMutation({
    onSuccess: (me) => {
      utils.session.me.setData(undefined, me);
      void utils.members.list.invalidate();
      announce('Your name is saved');
    },
  });
  const trimmed = text.trim();
  const obstacle = trimmed === '' ? 'Write a name.' : trimmed === name ? 'It is saved as it stands.' : null;
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!obstacle) update.mutate({ name: trimmed });
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label="Name"
          className="min-w-0 flex-1 basis-64"
          value={text}
          maxLength={longest}
          autoComplete="name"
          dir="auto"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" look="solid" busy={update.isPending} disabledReason={obstacle}>
          Save name
        </Button>
      </div>
      <p className="text-xs text-muted">Others see it beside the blueprints you save and the jobs you start.</p>
      {update.error ? <FailureAlert title="Your name was not saved" error={update.error} /> : null}
    </form>
  );
}
