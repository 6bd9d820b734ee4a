import type { ReactNode } from 'react';
import { usePageTitle } from '../../lib/use-page-title.ts';

interface PageHeaderProps {
  title: string;
  /** The document's title, if another than the heading. */
  documentTitle?: string;
  above?: ReactNode;
  beside?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, documentTitle, above, beside, children, actions }: PageHeaderProps) {
  usePageTitle(documentTitle ?? title);
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above ? <div className="mb-1 text-sm text-muted">{above}</div> : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {beside}
        </div>
        {children ? <div className="mt-1 text-sm text-muted">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
