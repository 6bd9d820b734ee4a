import type { JobView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { isRunning, JobStateBadge, jobStateLooks } from '../components/domain/job-state-badge.tsx';
import { PriorityBadge } from '../components/domain/job-priority.tsx';
import { PurposeBadge } from '../components/domain/purpose-badge.tsx';
import { buttonClass } from '../components/ui/button.tsx';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { Duration, RelativeTime } from '../components/ui/time.tsx';
import { JobControls } from '../features/jobs/job-controls.tsx';
import { JobLog } from '../features/jobs/job-log.tsx';
import { JobOutcome } from '../features/jobs/job-outcome.tsx';
import { JobProgress } from '../features/jobs/job-progress.tsx';
import { RollbackButton } from '../features/jobs/rollback-button.tsx';
import { Steps } from '../features/jobs/steps.tsx';
import { useLiveJob } from '../features/jobs/use-live-job.ts';
import { announce } from '../lib/announce.tsx';
import { isMissing } from '../lib/app-error.ts';
import { NotFoundPage } from './not-found.tsx';

const route = getRouteApi('/shell/jobs/$jobId');

export function JobPage() {
  const { jobId } = route.useParams();
  const { data: job, error, refetch } = useLiveJob(jobId);
  const state = job?.state;
  useEffect(() => {
    if (state) announce(`Job ${jobStateLooks[state].word.toLowerCase()}`);
  }, [state]);

  if (!job && error && isMissing(error)) return <NotFoundPage />;
  if (!job)
    return error ? (
      <FailureAlert
        title="The job could not be loaded"
        error={error}
        onRetry={() => void refetch()}
        actions={
          <Link to="/jobs" className={buttonClass('outline', 'sm')}>
            All jobs
          </Link>
        }
      />
    ) : (
      <JobSkeleton />
    );

  return <LoadedJob key={job.id} job={job} />;
}

function LoadedJob({ job }: { job: JobView }) {
  const [failure, setFailure] = useState<{ title: string; error: unknown } | null>(null);
  const [logText, setLogText] = useState('');
  const showLog = useCallback((address: string) => {
    setLogText(address);
    document.getElementById('job-log')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const controls = <JobControls job={job} onError={setFailure} />;
  const running = isRunning(job.state);
  return (
    <>
      <PageHeader
        title={job.location.name}
        documentTitle={`Job: ${job.location.name}`}
        above={
          <Link to="/jobs" className="hover:underline">
            Jobs
          </Link>
        }
        beside={
          <>
            <JobStateBadge state={job.state} isStopping={job.cancelRequestedAt !== null} />
            <PurposeBadge purpose={job.purpose} />
            <PriorityBadge priority={job.priority} />
          </>
        }
        actions={
          <>
            <Link to="/plans/$planId" params={{ planId: job.planId }} className={buttonClass('outline', 'sm')}>
              Show the plan
            </Link>
            {running ? (
              controls
            ) : (
              <>
                <Link to="/jobs/$jobId/report" params={{ jobId: job.id }} className={buttonClass('outline', 'sm')}>
                  Report
                </Link>
                <RollbackButton job={job} onError={setFailure} />
              </>
            )}
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link to="/blueprints/$blueprintId" params={{ blueprintId: job.blueprint.id }} className="hover:underline">
            {job.blueprint.name} v{job.blueprint.version}
          </Link>
          <span>
            Started by {job.createdBy ?? 'a former member'} <RelativeTime iso={job.createdAt} />
          </span>
          <Link to="/accounts/$locationId" params={{ locationId: job.location.id }} className="hover:underline">
            To the account
          </Link>
          {job.rolloutId ? (
            <Link to="/rollouts/$rolloutId" params={{ rolloutId: job.rolloutId }} className="hover:underline">
              Part of a rollout
            </Link>
          ) : null}
          {job.startedAt ? <Duration from={job.startedAt} to={job.finishedAt} /> : null}
          {job.runs > 1 ? <span>{ordinal(job.runs)} run</span> : null}
          <CopyableId id={job.id} label="job id" short />
        </span>
      </PageHeader>
      <div className="space-y-5">
        <JobProgress job={job} />
        {failure ? <FailureAlert {...failure} /> : null}
        <JobOutcome job={job} controls={controls} />
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_25rem]">
          <Steps job={job} onShowLog={showLog} />
          <section id="job-log" aria-label="Log" className="min-w-0 xl:sticky xl:top-6">
            <JobLog jobId={job.id} lines={job.log} wasCleanedUp={job.logCleanedUp} text={logText} onText={setLogText} />
          </section>
        </div>
      </div>
    </>
  );
}

const ordinal = (count: number) => ({ 2: 'second', 3: 'third' })[count] ?? `${count}th`;

const JobSkeleton = () => (
  <div role="status" aria-label="Loading the job" className="space-y-5">
    <Skeleton className="h-7 w-64" />
    <Skeleton className="h-2 w-full" />
    <Skeleton className="h-72 w-full" />
    <Skeleton className="h-72 w-full" />
  </div>
);
