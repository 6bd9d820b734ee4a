import type { PlanItem } from '@groundwork/shared/plan';
import type { JobView, PlanView } from '@groundwork/shared/views';
import { Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { plural } from '../../lib/format.ts';
import { modKeyName, useHotkey } from '../../lib/hotkey.ts';
import { trpc } from '../../trpc.ts';
import { writesOf } from './plan-summary.tsx';

interface ApplyPlanProps {
  plan: PlanView;
  deniedReason: string | null;
  onStarted: (job: JobView) => void;
}

/** Approves the plan as it stands. A plan that destroys asks for the account's name first. */
export function ApplyPlan({ plan, deniedReason, onStarted }: ApplyPlanProps) {
  const [confirming, setConfirming] = useState(false);
  const utils = trpc.useUtils();
  const start = trpc.jobs.start.useMutation({
    onSuccess: (job) => {
      utils.jobs.get.setData({ id: job.id }, job);
      void utils.jobs.list.invalidate();
      void utils.plans.get.invalidate({ id: plan.id });
      onStarted(job);
    },
  });
  const losses = plan.items.filter((item) => item.action === 'delete' || item.action === 'replace');
  const apply = () => (losses.length > 0 ? setConfirming(true) : start.mutate({ planId: plan.id }));
  useHotkey({ key: 'Enter', mod: true }, deniedReason || start.isPending || confirming ? null : apply);

  return (
    // In reach however long the plan is.
    <div className="sticky bottom-0 -mx-4 space-y-3 border-t border-line bg-page/95 px-4 py-3 backdrop-blur-sm sm:-mx-6 sm:px-6">
      {start.error ? <FailureAlert title="The plan was not applied" error={start.error} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look="solid"
          busy={start.isPending}
          disabledReason={deniedReason}
          icon={<Play aria-hidden className="size-3.5" />}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={apply}
        >
          Apply plan
          <Kbd>{modKeyName} ↵</Kbd>
        </Button>
        <span className="text-sm text-muted">
          Writes {plural(writesOf(plan.summary), 'change')} to {plan.location.name}. It is compared with the account
          once more before anything is written.
        </span>
      </div>
      <ConfirmLosses
        open={confirming}
        losses={losses}
        accountName={plan.location.name}
        onClose={() => setConfirming(false)}
        onConfirm={(confirm) => {
          setConfirming(false);
          start.mutate({ planId: plan.id, confirm });
        }}
      />
    </div>
  );
}

interface ConfirmLossesProps {
  open: boolean;
  losses: readonly PlanItem[];
  accountName: string;
  onClose: () => void;
  onConfirm: (typed: string) => void;
}

function ConfirmLosses({ open, losses, accountName, onClose, onConfirm }: ConfirmLossesProps) {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const matches = typed.trim() === accountName;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      initialFocus={input}
      title="This plan destroys something"
      description={
        <>
          <p>What is stored in these is lost, and cannot be brought back:</p>
          <ul className="mt-1 list-disc pl-5">
            {losses.map((item) => (
              <li key={item.address}>
                {item.title} <code className="font-mono text-xs">{item.address}</code>
              </li>
            ))}
          </ul>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches) onConfirm(typed.trim());
        }}
        className="space-y-4"
      >
        <TextField
          ref={input}
          label={
            <>
              Type <b>{accountName}</b> to confirm
            </>
          }
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" disabledReason={matches ? null : 'The name does not match yet.'}>
            Apply and destroy
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
