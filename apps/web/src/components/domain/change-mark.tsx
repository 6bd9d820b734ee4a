import type { ChangeWord } from '@groundwork/shared/views';
import { softTone, type Tone } from '../ui/tone.ts';

/** Symbol, word and colour of what changed from one version to another. */
export const changeLooks: Record<ChangeWord, { symbol: string; tone: Tone }> = {
  added: { symbol: '+', tone: 'ok' },
  removed: { symbol: '−', tone: 'bad' },
  changed: { symbol: '~', tone: 'warn' },
};

export function ChangeMark({ change }: { change: ChangeWord }) {
  const { symbol, tone } = changeLooks[change];
  return (
    <span
      data-tone={tone}
      className={`inline-flex min-w-22 shrink-0 items-center gap-1.5 rounded-md px-2 py-0.5 text-xs font-medium ${softTone[tone]}`}
    >
      <span aria-hidden className="w-2.5 text-center font-mono text-sm leading-none font-bold">
        {symbol}
      </span>
      {change}
    </span>
  );
}
