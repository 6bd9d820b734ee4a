/** A path of this origin, or `/`: what `next` may send a person to after signing in. */
export function safeNextPath(next: string | undefined): string {
  if (!next || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}

/** Where sign-in (or reconnecting) starts. It leaves the SPA, so it is a plain link. */
export const connectHref = (next: string): string => `/auth/ghl?next=${encodeURIComponent(safeNextPath(next))}`;
