import type { JobPriority, PlanView } from '@groundwork/shared/views';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { readFailure } from '../../lib/app-error.ts';
import { plural } from '../../lib/format.ts';
import { modKeyName, useHotkey } from '../../lib/hotkey.ts';
import { trpc } from '../../trpc.ts';
import { ActionBar } from './action-bar.tsx';
import { ConfirmApply } from './confirm-apply.tsx';
import { callsText, estimateText } from './estimate-text.ts';
import type { PlanOutlook } from './plan-facts.ts';
import { PriorityField } from './priority-field.tsx';
import { purposeWords } from './purpose-words.ts';

interface ApplyBarProps {
  plan: PlanView;
  outlook: PlanOutlook;
  deniedReason: string | null;
  replan: { run: () => void; busy: boolean; deniedReason: string | null };
  onStarted: (jobId: string) => void;
}

/** The approval. A plan that only adds needs one key; one that destroys needs the account's name. */
export function ApplyBar({ plan, outlook, deniedReason, replan, onStarted }: ApplyBarProps) {
  const [confirming, setConfirming] = useState(false);
  const [priority, setPriority] = useState<JobPriority>('normal');
  const start = trpc.jobs.start.useMutation({
    onSuccess: (job) => onStarted(job.id),
    onSettled: () => setConfirming(false),
  });
  const input = { planId: plan.id, ...(priority === 'normal' ? {} : { priority }) };
  const { now, isTakeover, waits, losses } = outlook;
  const words = purposeWords[plan.purpose];
  const destructive = losses.length > 0;
  const isStale = start.error ? readFailure(start.error).code === 'PLAN_STALE' : false;
  const obstacle = deniedReason ?? (isStale ? 'The account has changed since this plan. Plan again first.' : null);
  const apply = () => (destructive ? setConfirming(true) : start.mutate(input));
  useHotkey({ key: 'Enter', mod: true }, obstacle || start.isPending || confirming ? null : apply);

  const replanButton = (
    <Button
      busy={replan.busy}
      disabledReason={replan.deniedReason}
      icon={<RefreshCw aria-hidden className="size-4" />}
      onClick={replan.run}
    >
      Re-plan
    </Button>
  );
  return (
    <>
      {start.error ? (
        <div className="mb-4">
          <FailureAlert title="The plan was not applied" error={start.error} actions={isStale ? replanButton : null} />
        </div>
      ) : null}
      <ActionBar
        text={
          <>
            {isTakeover ? (
              <>
                <strong className="font-semibold text-text">Nothing changes</strong> in{' '}
                <span dir="auto">{plan.location.name}</span>: {plural(now, 'object')} taken over as{' '}
                {now === 1 ? 'it is' : 'they are'}
              </>
            ) : (
              <>
                <strong className="font-semibold text-text">{plural(now, 'change')}</strong> to{' '}
                <span dir="auto">{plan.location.name}</span> now
              </>
            )}
            {waits.size > 0 ? (
              <>
                ; {waits.size} more wait{waits.size === 1 ? 's' : ''} for a step by hand
              </>
            ) : null}
            .{isTakeover ? null : <span className="max-sm:hidden"> Nothing is written before you apply.</span>}
            {plan.estimate ? (
              <span title={callsText(plan.estimate)} className="block text-xs tabular-nums">
                {capitalised(estimateText(plan.estimate))}
              </span>
            ) : null}
          </>
        }
      >
        <span className="max-sm:hidden">
          <PriorityField value={priority} onChange={setPriority} />
        </span>
        {replanButton}
        <Button
          look={destructive ? 'danger' : 'solid'}
          busy={start.isPending && !confirming}
          disabledReason={obstacle}
          onClick={apply}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {words.apply}
          <Kbd>{modKeyName} ↵</Kbd>
        </Button>
      </ActionBar>
      <ConfirmApply
        plan={plan}
        outlook={outlook}
        open={confirming}
        busy={start.isPending}
        onClose={() => setConfirming(false)}
        onConfirm={(confirm) => start.mutate({ ...input, confirm })}
      />
    </>
  );
}

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
