import type { TokenUsageView } from '@groundwork/shared/views';

const whole = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `840`, `12,300`, `1.2M`. */
export const tokenText = (tokens: number): string => (tokens < 100_000 ? whole : compact).format(tokens);

/** `$12.40`, `$0.031`, `$0.0004`; below a ten-thousandth `less than $0.0001`. */
export function costText(micros: number | null): string {
  if (micros === null) return 'cost unknown';
  const dollars = micros / 1_000_000;
  if (dollars === 0) return '$0';
  if (dollars < 0.0001) return 'less than $0.0001';
  return dollars >= 1 ? `$${whole.format(Number(dollars.toFixed(2)))}` : `$${Number(dollars.toPrecision(2))}`;
}

export const usedTokens = ({ inputTokens, outputTokens }: TokenUsageView): number => inputTokens + outputTokens;

/** `37 %`; of nothing `0 %`. */
export const shareText = (part: number, all: number): string =>
  `${all === 0 ? 0 : part > 0 && part / all < 0.01 ? '<1' : Math.round((part / all) * 100)} %`;
