import type { LogLineView } from '@groundwork/shared/views';

export const logLevels = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines of this level or worse that hold every word, in what they say or in the address they are about. */
export function filterLog(lines: readonly LogLineView[], text: string, level: LogLevel): readonly LogLineView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const least = logLevels.indexOf(level);
  if (words.length === 0 && least === 0) return lines;
  return lines.filter((line) => {
    const said = `${line.message} ${line.address ?? ''}`.toLowerCase();
    return logLevels.indexOf(line.level) >= least && words.every((word) => said.includes(word));
  });
}

/** As a file: one line each, with the whole time. */
export const logText = (lines: readonly LogLineView[]): string =>
  lines.map(({ at, level, message }) => `${at} ${level.toUpperCase().padEnd(5)} ${message}\n`).join('');

export const levelWord: Record<LogLevel, string> = { info: '', warn: 'warning', error: 'error' };
