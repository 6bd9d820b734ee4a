import type { ReactNode } from 'react';

/** Stays in sight at the foot of the page: what the buttons in it would do, and the buttons. */
export const ActionBar = ({ text, children }: { text: ReactNode; children: ReactNode }) => (
  <div className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface px-4 py-3 sm:mx-0 sm:mb-4 sm:rounded-lg sm:border sm:shadow-pop sm:bottom-4 print:hidden">
    <p className="min-w-0 flex-1 basis-64 text-sm text-balance text-muted">{text}</p>
    <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
  </div>
);
