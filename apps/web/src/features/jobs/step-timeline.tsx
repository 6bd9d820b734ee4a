import type { StepView } from '@groundwork/shared/views';
import { type CSSProperties, useMemo } from 'react';
import { Card } from '../../components/ui/card.tsx';
import { formatDuration } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { orderSteps, type StepOrder } from './order-steps.ts';
import { stepColumns, StepRow } from './step-row.tsx';
import { roomFor, timelineOf } from './timeline.ts';

interface StepTimelineProps {
  planId: string;
  steps: readonly StepView[];
  order: StepOrder;
  /** The job: more is to come, though between two steps none of them may be at work. */
  isRunning: boolean;
  onShowLog: (address: string) => void;
}

/**
 * Every step with its state and a bar on the job's own time. The rows know their place in ms and the box around them the
 * whole span, so a running job moves every bar by one style, and no row is drawn anew but those that run.
 */
export function StepTimeline({ planId, steps, order, isRunning, onShowLog }: StepTimelineProps) {
  const timeline = useMemo(() => timelineOf(steps), [steps]);
  const shown = useMemo(() => orderSteps(steps, order), [steps, order]);
  const isWriting = steps.some(({ state, startedAt, finishedAt }) => startedAt && !finishedAt && state === 'RUNNING');
  const now = useNow(isWriting ? 1_000 : null);
  const reachedMs = Math.max(1, timeline.endMs, isWriting ? timeline.at(now) : 0);
  const spanMs = isRunning ? roomFor(reachedMs) : reachedMs;
  return (
    <Card className="overflow-hidden" style={{ '--span': spanMs } as CSSProperties}>
      {timeline.bars.size > 0 ? <Axis spanMs={spanMs} pauses={timeline.pauses} /> : null}
      <ol aria-label="Steps" className="divide-y divide-line">
        {shown.map((step) => {
          const bar = timeline.bars.get(step.position);
          return (
            <StepRow
              key={step.position}
              planId={planId}
              step={step}
              from={bar?.from ?? null}
              to={bar?.to ?? (bar && step.state === 'RUNNING' ? reachedMs : null)}
              skippable={shown.length > 100}
              onShowLog={onShowLog}
            />
          );
        })}
      </ol>
    </Card>
  );
}

/** For the eye: every row says its own time in words. */
const Axis = ({ spanMs, pauses }: { spanMs: number; pauses: readonly { at: number; ms: number }[] }) => (
  <div aria-hidden className={`border-b border-line bg-sunken/60 px-4 py-1 text-2xs text-muted grid ${stepColumns}`}>
    <span className="max-sm:hidden sm:col-span-2">{pauses.length > 0 ? pausesText(pauses) : null}</span>
    <span className="flex justify-between tabular-nums max-sm:col-span-2 max-sm:col-start-2">
      <span>0</span>
      <span>{formatDuration(spanMs)}</span>
    </span>
  </div>
);

const pausesText = (pauses: readonly { ms: number }[]) =>
  `Not drawn to scale: ${pauses.map(({ ms }) => `a pause of ${formatDuration(ms)}`).join(', ')}`;
