/** Gives up on an answer that does not begin, or stops coming. */
export interface Watch {
  /** Aborted with what `tooSlow` made. */
  signal: AbortSignal;
  /** The answer has come a step further; until it has begun the first limit holds. */
  step: (begun: boolean) => void;
  stop: () => void;
}

export interface WatchLimits {
  firstMs: number;
  idleMs: number;
  tooSlow: (limit: 'first' | 'idle') => Error;
}

export function startWatch({ firstMs, idleMs, tooSlow }: WatchLimits): Watch {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(tooSlow('first')), firstMs);
  return {
    signal: controller.signal,
    step: (begun) => {
      if (!begun || controller.signal.aborted) return;
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(tooSlow('idle')), idleMs);
    },
    stop: () => clearTimeout(timer),
  };
}
