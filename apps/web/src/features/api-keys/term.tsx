import type { ReactNode } from 'react';

interface TermProps {
  label: string;
  children: ReactNode;
  /** Below it, in smaller words. */
  more?: ReactNode;
}

/** One line of what is asked for, in a list of two columns. */
export const Term = ({ label, children, more }: TermProps) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd>
      {children}
      {more ? <span className="block text-muted">{more}</span> : null}
    </dd>
  </>
);
