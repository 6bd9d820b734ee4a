import type { StepState, StepView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, memo } from 'react';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { Duration } from '../../components/ui/time.tsx';
import { formatAbsolute, formatClock } from '../../lib/format.ts';
import { StepStateMark } from './step-state.tsx';

interface StepRowProps {
  planId: string;
  step: StepView;
  /** The bar, in ms of the timeline; null where there is none, or no end yet. */
  from: number | null;
  to: number | null;
  onShowLog: (address: string) => void;
}

/** Drawn anew only when its step changes. Off the screen the browser skips it. */
export const StepRow = memo(function StepRow({ planId, step, from, to, onShowLog }: StepRowProps) {
  const { state, startedAt, finishedAt, attempts, error, ghlId } = step;
  return (
    <li className="px-4 py-2 [contain-intrinsic-size:auto_3.75rem] [content-visibility:auto]">
      <div className="gap-x-4 md:grid md:grid-cols-[minmax(0,1fr)_12rem_4.5rem] md:items-center">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StepStateMark state={state} />
          <ActionMark action={step.action} />
          <span className="min-w-0 flex-1 basis-40">
            <span dir="auto" className="block font-medium">
              {step.title}
            </span>
            <Link
              to="/plans/$planId"
              params={{ planId }}
              hash={step.address}
              className="font-mono text-xs text-muted hover:underline"
            >
              {step.address}
            </Link>
          </span>
        </div>
        <Lane state={state} from={from} to={to} />
        <span className="text-xs text-muted tabular-nums md:text-right">
          {startedAt && (finishedAt || state === 'RUNNING') ? <Duration from={startedAt} to={finishedAt} /> : null}
        </span>
      </div>
      <p className="flex flex-wrap items-center gap-x-4 text-xs text-muted empty:hidden sm:pl-31">
        {startedAt ? (
          <time dateTime={startedAt} title={formatAbsolute(startedAt)} className="tabular-nums">
            Began {formatClock(startedAt)}
          </time>
        ) : null}
        {attempts > 1 ? <span>{attempts} attempts</span> : null}
        {ghlId ? (
          <span className="inline-flex items-center gap-1">
            GHL id <CopyableId id={ghlId} label="GHL id" short />
          </span>
        ) : null}
        {startedAt ? (
          <button
            type="button"
            aria-label={`Show the log of ${step.address}`}
            onClick={() => onShowLog(step.address)}
            className="min-h-6 underline hover:text-text"
          >
            Log
          </button>
        ) : null}
      </p>
      {error ? (
        <p dir="auto" className="mt-1 text-sm text-bad sm:pl-31">
          {error.message} <code className="font-mono text-xs">{error.code}</code>
        </p>
      ) : null}
    </li>
  );
});

const fills: Record<StepState, string> = {
  PENDING: 'bg-muted',
  RUNNING: 'bg-accent animate-sheen',
  APPLIED: 'bg-ok',
  VERIFIED: 'bg-ok',
  FAILED: 'bg-bad',
  UNKNOWN: 'bg-warn',
  NOT_ATTEMPTED: 'bg-muted',
};

interface LaneProps {
  state: StepState;
  from: number | null;
  to: number | null;
}

/** `--span` is set around all rows. A moment still shows as a mark. */
const Lane = ({ state, from, to }: LaneProps) => (
  <span aria-hidden className="relative my-1 block h-1.5 overflow-hidden rounded-full bg-line/60 md:my-0">
    {from === null ? null : (
      <span
        data-tone
        className={`absolute inset-y-0 min-w-1 rounded-full ${fills[state]}`}
        style={
          {
            '--from': from,
            '--to': to ?? (state === 'RUNNING' ? 'var(--span)' : from),
            left: 'min(calc(var(--from) / var(--span) * 100%), 100% - 0.25rem)',
            width: 'calc((var(--to) - var(--from)) / var(--span) * 100%)',
          } as CSSProperties
        }
      />
    )}
  </span>
);
