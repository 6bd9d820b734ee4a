import type { JobSummaryView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { PriorityBadge } from '../../components/domain/job-priority.tsx';
import { JobStateBadge } from '../../components/domain/job-state-badge.tsx';
import { Card } from '../../components/ui/card.tsx';
import { Duration, RelativeTime } from '../../components/ui/time.tsx';
import { leftText } from './left-text.ts';

export const JobList = ({ jobs }: { jobs: readonly JobSummaryView[] }) => (
  <Card className="overflow-hidden">
    <ul aria-label="Jobs" className="divide-y divide-line">
      {jobs.map((job) => (
        <li key={job.id}>
          <Link
            to="/jobs/$jobId"
            params={{ jobId: job.id }}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <span className="w-28 shrink-0">
              <JobStateBadge state={job.state} isStopping={job.cancelRequestedAt !== null} />
            </span>
            <span className="min-w-0 flex-1 basis-48">
              <span dir="auto" className="block font-medium">
                {job.location.name}
              </span>
              <span className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
                <span dir="auto">
                  {job.blueprint.name} v{job.blueprint.version}
                </span>
                <PriorityBadge priority={job.priority} />
                {job.runs > 1 ? <span className="text-xs">run {job.runs}</span> : null}
              </span>
            </span>
            <span className="text-sm text-muted tabular-nums sm:text-right">
              {job.done} of {job.total} applied
              {job.failed > 0 ? <span className="text-bad"> · {job.failed} failed</span> : null}
              {job.notAttempted > 0 ? <span className="block text-xs">{job.notAttempted} not attempted</span> : null}
              {job.manual + job.waiting > 0 ? <span className="block text-xs">{leftText(job)}</span> : null}
              {job.error?.code === 'GIVEN_UP' ? <span className="block text-xs text-bad">Given up</span> : null}
            </span>
            <span className="w-36 shrink-0 sm:w-44 text-sm text-muted sm:text-right">
              <RelativeTime iso={job.createdAt} />
              <span className="block text-xs">
                {job.startedAt ? <Duration from={job.startedAt} to={job.finishedAt} /> : 'not started'}
                {job.createdBy ? ` · ${job.createdBy}` : ''}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  </Card>
);
