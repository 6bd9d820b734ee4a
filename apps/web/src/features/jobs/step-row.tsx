import type { StepState, StepView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, memo } from 'react';
import { AddressText } from '../../components/domain/address-text.tsx';
import { lineHash } from '../../components/domain/line-hash.ts';
import { ActionWord } from '../../components/domain/plan-action.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { Duration } from '../../components/ui/time.tsx';
import { formatAbsolute, formatClock } from '../../lib/format.ts';
import { StepStateIcon, StepStateWord } from './step-state.tsx';

interface StepRowProps {
  planId: string;
  step: StepView;
  /** The bar, in ms of the timeline; null where there is none, or no end yet. */
  from: number | null;
  to: number | null;
  /** One of so many that the browser should not lay out those off the screen. */
  skippable: boolean;
  onShowLog: (address: string) => void;
}

/** State, name, bar and time, as the axis above has them; on a phone the bar has a line of its own. */
export const stepColumns =
  'grid-cols-[1rem_minmax(0,1fr)_4rem] gap-x-3 sm:grid-cols-[1rem_minmax(0,1fr)_minmax(6rem,11rem)_4rem]';

/** Drawn anew only when its step changes. */
export const StepRow = memo(function StepRow({ planId, step, from, to, skippable, onShowLog }: StepRowProps) {
  const { state, startedAt, finishedAt, attempts, error, ghlId } = step;
  return (
    <li className={`px-4 py-2 ${skippable ? '[contain-intrinsic-height:auto_4rem] [content-visibility:auto]' : ''}`}>
      <div className={`grid items-center ${stepColumns}`}>
        <StepStateIcon state={state} />
        <span dir="auto" className="font-medium">
          {step.title}
        </span>
        <Lane state={state} from={from} to={to} />
        <span className="text-right text-xs text-muted tabular-nums">
          {startedAt && (finishedAt || state === 'RUNNING') ? <Duration from={startedAt} to={finishedAt} /> : null}
        </span>
      </div>
      <p className="flex flex-wrap items-center gap-x-3 pl-7 text-xs text-muted">
        <StepStateWord state={state} />
        <ActionWord action={step.action} />
        <Link
          to="/plans/$planId"
          params={{ planId }}
          hash={lineHash(step.address)}
          className="min-h-6 min-w-0 font-mono leading-6 hover:underline"
        >
          <AddressText address={step.address} />
        </Link>
        {startedAt ? (
          <time dateTime={startedAt} title={formatAbsolute(startedAt)} className="tabular-nums">
            {formatClock(startedAt)}
          </time>
        ) : null}
        {attempts > 1 ? <span className="font-medium text-warn">{attempts} attempts</span> : null}
        {ghlId ? <CopyableId id={ghlId} label="GHL id" short /> : null}
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
        <p dir="auto" className="pl-7 text-sm text-bad">
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
  <span
    aria-hidden
    className="relative block h-1.5 overflow-hidden max-sm:order-last max-sm:col-span-2 max-sm:col-start-2 max-sm:my-1 rounded-full bg-line/60"
  >
    {from === null ? null : (
      <span
        data-tone
        className={`absolute inset-y-0 min-w-1 rounded-full ${fills[state]}`}
        style={
          {
            '--from': from,
            '--to': to ?? from,
            left: 'min(calc(var(--from) / var(--span) * 100%), 100% - 0.25rem)',
            width: 'calc((var(--to) - var(--from)) / var(--span) * 100%)',
          } as CSSProperties
        }
      />
    )}
  </span>
);
