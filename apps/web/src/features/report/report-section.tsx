import type { ReactNode } from 'react';

interface ReportSectionProps {
  id: string;
  title: string;
  count?: number;
  children: ReactNode;
}

/** A heading stays on the page of what it heads. */
export const ReportSection = ({ id, title, count, children }: ReportSectionProps) => (
  <section aria-labelledby={id} className="border-t border-line pt-4">
    <h2 id={id} className="mb-2 flex items-baseline gap-2 text-base font-semibold break-after-avoid">
      {title}
      {count === undefined ? null : <span className="text-sm font-normal text-muted tabular-nums">{count}</span>}
    </h2>
    {children}
  </section>
);
