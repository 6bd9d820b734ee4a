import type { JobReportView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, Printer } from 'lucide-react';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { ReportFacts } from '../features/report/report-facts.tsx';
import { ReportLines } from '../features/report/report-lines.tsx';
import { ReportOthers } from '../features/report/report-others.tsx';
import { ReportSection } from '../features/report/report-section.tsx';
import { utcText } from '../features/report/utc-text.ts';
import { announce } from '../lib/announce.tsx';
import { readFailure } from '../lib/app-error.ts';
import { fileWord, saveFile } from '../lib/save-file.ts';
import { trpc } from '../trpc.ts';
import { NotFoundPage } from './not-found.tsx';

const route = getRouteApi('/shell/jobs/$jobId/report');

/** What a job did, to hand to whoever asks. On paper it is black on white, without the rest of the page. */
export function JobReportPage() {
  const { jobId } = route.useParams();
  const { data, error, refetch } = trpc.jobs.report.useQuery({ id: jobId });
  if (data) return <Report report={data} />;
  if (!error)
    return (
      <div role="status" aria-label="Loading the report" className="space-y-4">
        <Skeleton className="h-7 w-72" />
        <Skeleton className="h-56 w-full" />
        <Skeleton className="h-72 w-full" />
      </div>
    );
  const { code } = readFailure(error);
  if (code === 'NOT_FOUND' || code === 'BAD_REQUEST') return <NotFoundPage />;
  return (
    <FailureAlert
      title={code === 'CONFLICT' ? 'There is no report yet' : 'The report could not be loaded'}
      error={error}
      onRetry={() => void refetch()}
      actions={
        <Link to="/jobs/$jobId" params={{ jobId }} className={buttonClass('outline', 'sm')}>
          Open the job
        </Link>
      }
    />
  );
}

function Report({ report }: { report: JobReportView }) {
  const { job } = report;
  const download = () => {
    const name = `report-${fileWord(job.location.name)}-${job.id.slice(0, 8)}.json`;
    saveFile(name, 'application/json', `${JSON.stringify(report, null, 2)}\n`);
    announce('The report is downloaded');
  };
  return (
    <article className="mx-auto max-w-4xl print:max-w-none">
      <PageHeader
        title={`Report: ${job.location.name}`}
        above={
          <span className="flex flex-wrap gap-x-1.5 print:hidden">
            <Link to="/jobs" className="hover:underline">
              Jobs
            </Link>
            <span aria-hidden>/</span>
            <Link to="/jobs/$jobId" params={{ jobId: job.id }} className="hover:underline">
              {job.location.name}
            </Link>
          </span>
        }
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <Button size="sm" icon={<Download aria-hidden className="size-3.5" />} onClick={download}>
              Download JSON
            </Button>
            <Button
              look="solid"
              size="sm"
              icon={<Printer aria-hidden className="size-3.5" />}
              onClick={() => window.print()}
            >
              Print or save as PDF
            </Button>
          </span>
        }
      >
        What Groundwork did, and found when it read it back. All times are UTC.
      </PageHeader>
      <div className="space-y-6">
        <ReportFacts report={report} />
        <ReportSection id="report-lines" title="Changes" count={report.lines.length}>
          {report.lines.length > 0 ? (
            <ReportLines lines={report.lines} />
          ) : (
            <p className="text-sm text-muted">The job had nothing to change.</p>
          )}
        </ReportSection>
        <ReportOthers report={report} />
        <footer className="border-t border-line pt-4 text-xs text-muted break-inside-avoid">
          <p>
            SHA-256 of this report <code className="font-mono break-all text-text">{report.digest}</code>
          </p>
          <p className="mt-1">
            It is made of the report’s JSON without the time of its making, so every report of this job has the same
            one. Made by Groundwork {utcText(report.generatedAt)}.
          </p>
        </footer>
      </div>
    </article>
  );
}
