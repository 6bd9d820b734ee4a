import { secretText } from '@groundwork/shared/plan';
import type { JobReportView } from '@groundwork/shared/views';
import { Fragment } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { valueText } from '../../components/domain/readable-value.ts';
import { ReportChanges } from './report-changes.tsx';
import { ReportSection } from './report-section.tsx';

/** What the job did not write, and why. */
export function ReportOthers({ report: { kept, leftToPerson, unchanged, plan } }: { report: JobReportView }) {
  const values = Object.entries(plan.variables);
  return (
    <>
      {leftToPerson.length > 0 ? (
        <ReportSection id="report-left" title="Left to a person" count={leftToPerson.length}>
          <ul className="space-y-2 text-sm">
            {leftToPerson.map(({ address, kind, title, notes }) => (
              <li key={address} className="break-inside-avoid">
                <span className="text-muted">{kindLabel(kind)}</span>{' '}
                <b dir="auto" className="font-medium">
                  {title}
                </b>
                {notes.map((note) => (
                  <span key={note} className="block text-muted">
                    {note}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </ReportSection>
      ) : null}
      {kept.length > 0 ? (
        <ReportSection id="report-kept" title="Client edits kept" count={kept.length}>
          <ul className="space-y-2 text-sm">
            {kept.map(({ address, title, changes }) => (
              <li key={address} className="break-inside-avoid">
                <b dir="auto" className="font-medium">
                  {title}
                </b>{' '}
                <code className="font-mono text-xs text-muted">{address}</code>
                <ReportChanges changes={changes} keeps />
              </li>
            ))}
          </ul>
        </ReportSection>
      ) : null}
      {unchanged.length > 0 ? (
        <ReportSection id="report-unchanged" title="There already, as the blueprint says" count={unchanged.length}>
          <ul className="gap-x-8 text-sm sm:columns-2 print:columns-2">
            {unchanged.map(({ address, kind, title, ghlId }) => (
              <li key={address} className="mb-1 break-inside-avoid">
                <span className="text-muted">{kindLabel(kind)}</span> <span dir="auto">{title}</span>
                {ghlId ? <code className="block font-mono text-xs break-all text-muted">{ghlId}</code> : null}
              </li>
            ))}
          </ul>
        </ReportSection>
      ) : null}
      {values.length > 0 ? (
        <ReportSection id="report-values" title="Values of the variables" count={values.length}>
          <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] print:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)]">
            {values.map(([name, value]) => (
              <Fragment key={name}>
                <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
                <dd dir="auto" className="min-w-0">
                  {value === secretText ? (
                    <span className="text-muted">a secret, shown nowhere</span>
                  ) : (
                    valueText(name, value)
                  )}
                </dd>
              </Fragment>
            ))}
          </dl>
        </ReportSection>
      ) : null}
    </>
  );
}
