import type { JobReportView } from '@groundwork/shared/views';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { ActionWord } from '../../components/domain/plan-action.tsx';
import { StepStateWord } from '../jobs/step-state.tsx';
import { ReportChanges } from './report-changes.tsx';
import { utcText } from './utc-text.ts';

/** Every change the job was to make: what became of it, and when it was read back. */
export const ReportLines = ({ lines }: { lines: JobReportView['lines'] }) => (
  <ul aria-label="Changes" className="divide-y divide-line">
    {lines.map((line) => (
      <li
        key={line.address}
        className="grid items-start gap-x-4 gap-y-0.5 py-2 text-sm break-inside-avoid sm:grid-cols-[6rem_minmax(0,1fr)_13rem] print:grid-cols-[5rem_minmax(0,1fr)_12rem]"
      >
        <ActionWord action={line.action} />
        <div className="min-w-0">
          <p>
            <span className="text-muted">{kindLabel(line.kind)}</span>{' '}
            <b dir="auto" className="font-medium">
              {line.title}
            </b>
          </p>
          <p className="font-mono text-xs text-muted">
            {line.address}
            {line.ghlId ? ` · ${line.ghlId}` : ''}
          </p>
          <ReportChanges changes={line.changes} />
          {line.error ? <p className="text-bad">{line.error.message}</p> : null}
        </div>
        <p className="sm:text-right print:text-right">
          <StepStateWord state={line.state} />
          {line.verifiedAt ? (
            <span className="block text-xs text-muted tabular-nums max-sm:ml-2 max-sm:inline">
              {utcText(line.verifiedAt)}
            </span>
          ) : null}
        </p>
      </li>
    ))}
  </ul>
);
