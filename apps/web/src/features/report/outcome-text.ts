import type { JobReportView, JobState, PlanPurpose } from '@groundwork/shared/views';
import { plural } from '../../lib/format.ts';

/** `Succeeded: 12 of 12 changes applied, each read back and found as planned`. */
export function outcomeText({ job, lines, leftToPerson }: JobReportView): string {
  const verified = lines.filter(({ verifiedAt }) => verifiedAt !== null).length;
  const applied = `${job.done} of ${plural(job.total, 'change')} applied`;
  const proof =
    verified === lines.length && job.state === 'SUCCESS'
      ? 'each read back and found as planned'
      : `${verified} read back and found as planned`;
  const trouble = [
    job.failed > 0 ? `${job.failed} failed` : null,
    job.notAttempted > 0 ? `${job.notAttempted} not attempted` : null,
    leftToPerson.length > 0 ? `${leftToPerson.length} left to a person` : null,
  ].filter((text) => text !== null);
  return `${stateWords[job.state]}: ${[applied, proof, ...trouble].join(', ')}`;
}

export const purposeNouns: Record<PlanPurpose, string> = {
  apply: 'Apply of a blueprint',
  rollback: 'Rollback of a job',
  destroy: 'Destroy of what a blueprint created',
};

const stateWords: Record<JobState, string> = {
  PENDING: 'Queued',
  PROCESSING: 'Running',
  SUCCESS: 'Succeeded',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
};
