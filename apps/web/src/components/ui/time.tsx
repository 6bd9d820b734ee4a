import { formatAbsolute, formatDuration, formatLocal, formatRelative } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';

/** Relative for the eye; local and UTC time in the tooltip and for screen readers. */
export function RelativeTime({ iso }: { iso: string }) {
  const now = useNow(30_000);
  const absolute = formatAbsolute(iso);
  return (
    <time dateTime={iso} title={absolute} className="whitespace-nowrap">
      <span aria-hidden>{formatRelative(iso, now)}</span>
      <span className="sr-only">{absolute}</span>
    </time>
  );
}

/** Relative, and the exact local time beside it for everybody to see. */
export function DatedTime({ iso }: { iso: string }) {
  const now = useNow(30_000);
  const local = formatLocal(iso);
  const relative = formatRelative(iso, now);
  return (
    <time dateTime={iso} title={formatAbsolute(iso)}>
      <span aria-hidden>
        {/* Far away it is a date already. */}
        {local.startsWith(relative) ? local : relative}
        {local.startsWith(relative) ? null : <span className="ml-1.5 text-xs text-muted">{local}</span>}
      </span>
      <span className="sr-only">{formatAbsolute(iso)}</span>
    </time>
  );
}

/** From start to end; counting while there is no end. */
export function Duration({ from, to }: { from: string; to: string | null }) {
  const now = useNow(to === null ? 1_000 : null);
  const end = to === null ? Math.max(now, Date.parse(from)) : Date.parse(to);
  const text = formatDuration(end - Date.parse(from));
  return <span className="whitespace-nowrap tabular-nums">{to === null ? text.replace(/\.\d s$/, ' s') : text}</span>;
}
