import type { Tone } from './tone.ts';

interface ProgressBarProps {
  label: string;
  /** The words of the progress: "12 of 16 applied". */
  text: string;
  max: number;
  /** Parts of `max`, drawn in this order. */
  parts: readonly { value: number; tone: Tone }[];
}

export function ProgressBar({ label, text, max, parts }: ProgressBarProps) {
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(max, 1)}
      aria-valuenow={value}
      aria-valuetext={text}
      className="flex h-2 overflow-hidden rounded-full bg-line"
    >
      {parts.map((part) => (
        <div
          key={part.tone}
          data-tone={part.tone}
          className={`h-full transition-[width] duration-300 ${fills[part.tone]}`}
          style={{ width: `${(part.value / Math.max(max, 1)) * 100}%` }}
        />
      ))}
    </div>
  );
}

const fills: Record<Tone, string> = {
  neutral: 'bg-muted',
  info: 'bg-accent',
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  plum: 'bg-plum',
};
