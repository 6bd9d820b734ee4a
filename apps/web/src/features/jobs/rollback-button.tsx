import type { JobView } from '@groundwork/shared/views';
import { useNavigate } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { isRunning } from '../../components/domain/job-state-badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';

interface RollbackButtonProps {
  job: JobView;
  onError: (failure: { title: string; error: unknown } | null) => void;
}

/** Plans to take back what the job did. Nothing changes before that plan is approved. */
export function RollbackButton({ job, onError }: RollbackButtonProps) {
  const denied = useDenied('plan.create');
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const rollback = trpc.plans.rollback.useMutation({
    onMutate: () => {
      onError(null);
      announce(`Reading ${job.location.name} from GoHighLevel to plan the rollback`);
    },
    onSuccess: (plan) => {
      utils.plans.get.setData({ id: plan.id }, plan);
      announce('The plan of the rollback is ready');
      void navigate({ to: '/plans/$planId', params: { planId: plan.id } });
    },
    onError: (error) => onError({ title: 'The rollback was not planned', error }),
  });
  if (isRunning(job.state) || job.done + job.failed === 0) return null;
  return (
    <Button
      size="sm"
      busy={rollback.isPending}
      disabledReason={denied}
      title="Plans to take back what this job did; nothing changes before you approve"
      icon={<Undo2 aria-hidden className="size-3.5" />}
      onClick={() => rollback.mutate({ jobId: job.id })}
    >
      Roll back…
    </Button>
  );
}
