import type { JobReportView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/format.ts';
import { outcomeText, purposeNouns } from './outcome-text.ts';
import { utcText } from './utc-text.ts';

/** What, where, when, by whom. */
export function ReportFacts({ report }: { report: JobReportView }) {
  const { agency, job, plan } = report;
  return (
    <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[8rem_minmax(0,1fr)] print:grid-cols-[8rem_minmax(0,1fr)]">
      <Fact name="Outcome">
        <strong className="font-semibold">{outcomeText(report)}</strong>
      </Fact>
      <Fact name="What">{purposeNouns[job.purpose]}</Fact>
      <Fact name="Blueprint">
        {job.blueprint.name}, version {job.blueprint.version}
      </Fact>
      <Fact name="Account">
        <Named name={job.location.name} id={job.location.id} />
      </Fact>
      <Fact name="Agency">
        <Named name={agency.name} id={agency.companyId} />
      </Fact>
      <Fact name="Approved by">{job.createdBy ?? 'a former member'}</Fact>
      <Fact name="Started">{job.startedAt ? utcText(job.startedAt) : 'never'}</Fact>
      <Fact name="Ended">{job.finishedAt ? `${utcText(job.finishedAt)}${tookText(job)}` : 'not yet'}</Fact>
      <Fact name="Job">
        <Code>{job.id}</Code>
      </Fact>
      <Fact name="Plan">
        <Code>{plan.id}</Code>, made {utcText(plan.createdAt)} by {plan.createdBy ?? 'a former member'}
      </Fact>
      <Fact name="Fingerprint">
        <Code>{plan.fingerprint}</Code>
      </Fact>
    </dl>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 max-sm:mb-1">{children}</dd>
  </>
);

const tookText = ({ startedAt, finishedAt }: JobReportView['job']): string =>
  startedAt && finishedAt ? `, after ${formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))}` : '';

const Named = ({ name, id }: { name: string; id: string }) => (
  <>
    <span dir="auto">{name}</span> <Code>{id}</Code>
  </>
);

const Code = ({ children }: { children: ReactNode }) => <code className="font-mono text-xs break-all">{children}</code>;
