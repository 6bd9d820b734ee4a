import type { ReactNode } from 'react';
import { editorHeight } from './editor-handle.ts';

interface ReviewFrameProps {
  title: string;
  /** How far it is, after the title. */
  state: string;
  actions: ReactNode;
  children: ReactNode;
}

/** What is proposed, what can be done about it, and below it the text. */
export const ReviewFrame = ({ title, state, actions, children }: ReviewFrameProps) => (
  <section
    aria-label="Proposal"
    className={`${editorHeight} flex flex-col overflow-hidden rounded-lg border border-accent bg-surface`}
  >
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-3 py-2">
      <p className="mr-auto min-w-0 text-sm">
        <b className="font-semibold">Proposal:</b> <span dir="auto">{title}</span>
        <span className="text-muted">, {state}</span>
      </p>
      <div className="flex items-center gap-2">{actions}</div>
    </div>
    {children}
  </section>
);
