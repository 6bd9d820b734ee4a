import type { JobSummaryView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Layers } from 'lucide-react';
import { PriorityBadge } from '../../components/domain/job-priority.tsx';
import { JobStateBadge } from '../../components/domain/job-state-badge.tsx';
import { PurposeBadge } from '../../components/domain/purpose-badge.tsx';
import { Card } from '../../components/ui/card.tsx';
import { Duration, RelativeTime } from '../../components/ui/time.tsx';
import { leftText } from './left-text.ts';

/** `isOfOneAccount`: its name need not stand on every line. */
export const JobList = ({
  jobs,
  isOfOneAccount = false,
}: {
  jobs: readonly JobSummaryView[];
  isOfOneAccount?: boolean;
}) => (
  <Card className="@container overflow-hidden">
    <ul aria-label="Jobs" className="divide-y divide-line">
      {jobs.map((job) => (
        <li key={job.id} className="relative flex flex-wrap items-center hover:bg-sunken">
          <Link
            to="/jobs/$jobId"
            params={{ jobId: job.id }}
            className="grid min-w-0 flex-1 basis-72 grid-cols-[7rem_minmax(0,1fr)] items-center max-sm:basis-full gap-x-4 gap-y-1 px-4 py-2.5 focus-visible:-outline-offset-2 @xl:grid-cols-[7rem_minmax(0,1fr)_8.5rem_10rem] @3xl:grid-cols-[7rem_minmax(0,1fr)_12rem_11rem]"
          >
            <span>
              <JobStateBadge state={job.state} isStopping={job.cancelRequestedAt !== null} />
            </span>
            <JobWords job={job} isOfOneAccount={isOfOneAccount} />
            <span className="col-start-2 text-sm text-muted tabular-nums @xl:col-start-3 @xl:text-right">
              {job.done} of {job.total} applied
              {job.failed > 0 ? <span className="text-bad"> · {job.failed} failed</span> : null}
              {job.notAttempted > 0 ? <span className="block text-xs">{job.notAttempted} not attempted</span> : null}
              {job.manual + job.waiting > 0 ? <span className="block text-xs">{leftText(job)}</span> : null}
              {job.error?.code === 'GIVEN_UP' ? <span className="block text-xs text-bad">Given up</span> : null}
            </span>
            <span className="col-start-2 text-sm text-muted @xl:col-start-4 @xl:text-right">
              <RelativeTime iso={job.createdAt} />
              <span className="block text-xs">
                {job.startedAt ? <Duration from={job.startedAt} to={job.finishedAt} /> : 'not started'}
                {job.createdBy ? ` · ${job.createdBy}` : ''}
              </span>
            </span>
          </Link>
          {job.rolloutId ? (
            <Link
              to="/rollouts/$rolloutId"
              params={{ rolloutId: job.rolloutId }}
              aria-label={`Rollout of the job in ${job.location.name}`}
              className="mr-3 inline-flex min-h-7 items-center gap-1 rounded-md px-2 text-xs text-muted hover:text-text hover:underline max-sm:mb-2 max-sm:ml-34"
            >
              <Layers aria-hidden className="size-3.5" />
              Rollout
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  </Card>
);

function JobWords({ job, isOfOneAccount }: { job: JobSummaryView; isOfOneAccount: boolean }) {
  const blueprint = `${job.blueprint.name} v${job.blueprint.version}`;
  return (
    <span className="min-w-0">
      <span dir="auto" className="block font-medium">
        {isOfOneAccount ? blueprint : job.location.name}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        {isOfOneAccount ? null : <span dir="auto">{blueprint}</span>}
        <PurposeBadge purpose={job.purpose} />
        <PriorityBadge priority={job.priority} />
        {job.runs > 1 ? <span className="text-xs">run {job.runs}</span> : null}
      </span>
    </span>
  );
}
