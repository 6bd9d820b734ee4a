/** A session ends after twelve idle hours, and after thirty days in any case. */
export const idleSeconds = 12 * 3600;
export const maxAgeSeconds = 30 * 24 * 3600;

/** Who was last seen before this is idle too long. */
export const idleSince = (now: Date): Date => new Date(now.getTime() - idleSeconds * 1000);
