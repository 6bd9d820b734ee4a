import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** One sentence that teaches. */
  children: ReactNode;
  action?: ReactNode;
}

export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
    <div aria-hidden className="mb-1 grid size-10 place-items-center rounded-lg bg-sunken text-muted [&_svg]:size-5">
      {icon}
    </div>
    <p className="font-medium">{title}</p>
    <div className="max-w-md text-sm text-muted">{children}</div>
    {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
  </div>
);
