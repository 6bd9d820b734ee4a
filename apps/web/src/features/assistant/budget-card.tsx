import type { AssistantBudgetView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { BudgetMeter } from './budget-meter.tsx';
import { readLimit } from './read-limit.ts';

/** What the agency may still use this month, and how much it may use in any. */
export function BudgetCard({ budget }: { budget: AssistantBudgetView }) {
  const denied = useDenied('assistant.settings');
  return (
    <section className="space-y-2">
      <CardTitle>Budget of this month</CardTitle>
      <Card className="space-y-4 p-4">
        <BudgetMeter budget={budget} />
        {denied ? (
          <p className="text-xs text-muted">Owners and admins of your agency may change the limit.</p>
        ) : (
          <LimitForm key={budget.limitTokens} limitTokens={budget.limitTokens} />
        )}
      </Card>
    </section>
  );
}

function LimitForm({ limitTokens }: { limitTokens: number }) {
  const utils = trpc.useUtils();
  const [text, setText] = useState(limitTokens.toLocaleString('en'));
  const limit = readLimit(text);
  const save = trpc.assistant.saveSettings.useMutation({
    onSuccess: (budget) => {
      announce(`The limit is ${budget.limitTokens.toLocaleString('en')} tokens a month`);
      void utils.assistant.usage.invalidate();
      void utils.assistant.status.invalidate();
    },
  });
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (limit.ok && limit.tokens !== limitTokens && !save.isPending) save.mutate({ monthlyTokens: limit.tokens });
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label="Tokens a month"
          inputMode="numeric"
          autoComplete="off"
          className="w-48"
          value={text}
          onChange={({ target }) => setText(target.value)}
          error={limit.ok ? null : limit.fault}
        />
        <Button
          type="submit"
          className={limit.ok ? '' : 'mb-5.5'}
          busy={save.isPending}
          disabledReason={!limit.ok ? limit.fault : limit.tokens === limitTokens ? 'This is the limit now.' : null}
        >
          Save the limit
        </Button>
      </div>
      <p className="text-xs text-muted">
        A question that would go beyond it is answered by the composer instead. 0 lets no language model answer at all.
      </p>
      {save.error ? <FailureAlert title="The limit was not changed" error={save.error} /> : null}
    </form>
  );
}
