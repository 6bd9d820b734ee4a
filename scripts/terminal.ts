/** One short line for a person. Data goes to stdout elsewhere; what we are doing goes here. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Ends a command that cannot go on: the one line says what happened and what to do. */
export function endWith(error: unknown): never {
  say(`groundwork: ${messageOf(error)}`);
  process.exit(1);
}

export const secondsSince = (startedAtMs: number): string =>
  `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
