/** What a script may rely on. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  /** With `--detailed-exitcode`: there are changes, or drift. */
  changes: 2,
  notSignedIn: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
