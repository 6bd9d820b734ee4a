import type { JobReportView } from '@groundwork/shared/views';
import { Fragment, type ReactNode } from 'react';
import { formatDuration } from '../../lib/format.ts';
import { outcomeText, purposeNouns } from './outcome-text.ts';
import { utcText } from './utc-text.ts';

/** What, where, when, by whom. */
export function ReportFacts({ report }: { report: JobReportView }) {
  const { agency, job, plan } = report;
  const facts: [string, ReactNode][] = [
    ['Outcome', <strong className="font-semibold">{outcomeText(report)}</strong>],
    ['What', purposeNouns[job.purpose]],
    ['Blueprint', `${job.blueprint.name}, version ${job.blueprint.version}`],
    ['Account', <Named name={job.location.name} id={job.location.id} />],
    ['Agency', <Named name={agency.name} id={agency.companyId} />],
    ['Approved by', job.createdBy ?? 'a former member'],
    ['Started', job.startedAt ? utcText(job.startedAt) : 'never'],
    ['Ended', job.finishedAt ? `${utcText(job.finishedAt)}${tookText(job)}` : 'not yet'],
    ['Job', <Code>{job.id}</Code>],
    [
      'Plan',
      <>
        <Code>{plan.id}</Code>, made {utcText(plan.createdAt)} by {plan.createdBy ?? 'a former member'}
      </>,
    ],
    ['Fingerprint', <Code>{plan.fingerprint}</Code>],
  ];
  return (
    <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[8rem_minmax(0,1fr)] print:grid-cols-[8rem_minmax(0,1fr)]">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 max-sm:mb-1">{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

const tookText = ({ startedAt, finishedAt }: JobReportView['job']): string =>
  startedAt && finishedAt ? `, after ${formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))}` : '';

const Named = ({ name, id }: { name: string; id: string }) => (
  <>
    <span dir="auto">{name}</span> <Code>{id}</Code>
  </>
);

const Code = ({ children }: { children: ReactNode }) => <code className="font-mono text-xs break-all">{children}</code>;
