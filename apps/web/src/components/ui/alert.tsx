import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { textTone } from './tone.ts';

type AlertTone = 'info' | 'ok' | 'warn' | 'bad';

interface AlertProps {
  tone: AlertTone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Set for something that just happened: read out at once, and brought into sight. */
  urgent?: boolean;
}

export function Alert({ tone, title, children, actions, urgent = false }: AlertProps) {
  const Icon = icons[tone];
  return (
    <div
      ref={urgent ? bringIntoSight : undefined}
      role={urgent ? 'alert' : undefined}
      data-tone={tone}
      className={`flex scroll-mt-4 scroll-mb-28 flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-3.5 py-3 ${borders[tone]}`}
    >
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${textTone[tone]}`} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{title}</p>
        {children ? <div className="mt-0.5 text-sm text-muted">{children}</div> : null}
      </div>
      {actions ? <div className="flex max-w-full shrink-0 flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}

/** The button that failed may stand far from here, in a bar that is always in sight: the margin keeps clear of it. */
function bringIntoSight(alert: HTMLElement | null): void {
  alert?.scrollIntoView({ block: 'nearest' });
}

const icons = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert };
const borders: Record<AlertTone, string> = {
  info: 'border-accent/25 bg-accent-soft/50',
  ok: 'border-ok/25 bg-ok-soft/50',
  warn: 'border-warn/30 bg-warn-soft/60',
  bad: 'border-bad/30 bg-bad-soft/60',
};
