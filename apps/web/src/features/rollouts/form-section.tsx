import type { ReactNode } from 'react';
import { useId } from 'react';
import { CardTitle } from '../../components/ui/card.tsx';

interface FormSectionProps {
  title: string;
  /** In a few words: what is chosen, or what for. */
  hint?: ReactNode;
  children: ReactNode;
}

export function FormSection({ title, hint, children }: FormSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <CardTitle id={id}>{title}</CardTitle>
        {hint ? <p className="text-sm text-muted">{hint}</p> : null}
      </div>
      {children}
    </section>
  );
}
