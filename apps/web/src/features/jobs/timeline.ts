import type { StepView } from '@groundwork/shared/views';

/** A step's bar, in ms since the first step began, pauses taken out. `to` is null while it is being written. */
export interface Bar {
  from: number;
  to: number | null;
}

export interface Timeline {
  bars: ReadonlyMap<number, Bar>;
  /** Where the last bar that has ended ends. One that still runs is longer every moment. */
  endMs: number;
  /** When nothing was written for long: between two runs of the job, or while no worker was there. */
  pauses: readonly { at: number; ms: number }[];
  /** What `now` is in the timeline's own time. */
  at: (time: number) => number;
}

/** Shorter ones are the job's own: comparing, verifying, waiting for GHL's rate limit. */
const pauseMs = 30_000;
const shownPauseMs = 1_000;

/** Steps on the job's own time. A pause of hours between two runs would squeeze every bar to nothing, so it is drawn short. */
export function timelineOf(steps: readonly Pick<StepView, 'position' | 'startedAt' | 'finishedAt'>[]): Timeline {
  const spans = steps
    .flatMap(({ position, startedAt, finishedAt }) =>
      startedAt ? [{ position, from: Date.parse(startedAt), to: finishedAt ? Date.parse(finishedAt) : null }] : [],
    )
    .toSorted((a, b) => a.from - b.from);
  const origin = spans[0]?.from ?? 0;
  const gaps: { after: number; ms: number; at: number }[] = [];
  let reached = origin;
  let cut = 0;
  for (const { from, to } of spans) {
    if (from - reached > pauseMs) {
      const ms = from - reached;
      gaps.push({ after: from, ms, at: reached - origin - cut + shownPauseMs / 2 });
      cut += ms - shownPauseMs;
    }
    reached = Math.max(reached, to ?? from);
  }
  const at = (time: number) =>
    gaps.reduce((sum, gap) => (time >= gap.after ? sum - gap.ms + shownPauseMs : sum), time - origin);
  return {
    bars: new Map(
      spans.map(({ position, from, to }) => [
        position,
        { from: at(from), to: to === null ? null : Math.max(at(from), at(to)) },
      ]),
    ),
    endMs: at(reached),
    pauses: gaps.map(({ at: place, ms }) => ({ at: place, ms })),
    at,
  };
}

/** The span to draw while it grows: a quarter more whenever it is full, since each change moves every bar of the page. */
export const roomFor = (reachedMs: number): number =>
  Math.round(1_000 * 1.25 ** Math.max(0, Math.ceil(Math.log(reachedMs / 1_000) / Math.log(1.25))));
