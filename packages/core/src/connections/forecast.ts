import type { GrantFacts } from '@groundwork/shared/bridge';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * How long a grant goes on by itself: the next renewal, and how long its token lasts should GHL give no new one, or where GHL
 * has refused one. Null where it does not go on.
 */
export function forecast(
  { state, failures, refreshAfter, nextAttemptAt, accessTokenExpiresAt }: GrantFacts,
  now: Date,
): string | null {
  if (state === 'uninstalled' || accessTokenExpiresAt === null) return null;
  const leftMs = Date.parse(accessTokenExpiresAt) - now.getTime();
  if (state === 'needs-reconnect')
    return leftMs > 0
      ? `Nothing renews it. Its last token lasts ${span(leftMs)} more, unless GoHighLevel has ended that as well.`
      : null;
  const nextAt = failures > 0 ? (nextAttemptAt ?? refreshAfter) : refreshAfter;
  const next = nextAt === null ? null : inWords(Date.parse(nextAt) - now.getTime());
  const renewal =
    failures > 0 ? `Tries again ${next ?? 'soon'}` : `Renews itself ${next ?? 'before its token runs out'}`;
  if (leftMs <= 0) return `${renewal}; its token has run out.`;
  return `${renewal}; should GoHighLevel give no new token, this one lasts ${span(leftMs)} more.`;
}

const inWords = (ms: number): string => (ms < minuteMs ? 'within a minute' : `in about ${span(ms, Math.round)}`);

/** Rounded down unless told, so that nothing is promised that does not last. */
function span(ms: number, round = Math.floor): string {
  if (ms < minuteMs) return 'less than a minute';
  if (ms < 2 * hourMs) return count(round(ms / minuteMs), 'minute');
  return ms < 2 * dayMs ? count(round(ms / hourMs), 'hour') : count(round(ms / dayMs), 'day');
}

function count(whole: number, unit: string): string {
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
