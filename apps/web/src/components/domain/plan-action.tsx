import type { PlanAction } from '@groundwork/shared/plan';
import { softTone, textTone, type Tone } from '../ui/tone.ts';

/** Symbol, word and colour of each verb of a plan, alike everywhere. */
export const actionLooks: Record<PlanAction, { symbol: string; word: string; tone: Tone }> = {
  create: { symbol: '+', word: 'create', tone: 'ok' },
  update: { symbol: '~', word: 'update', tone: 'warn' },
  replace: { symbol: '±', word: 'replace', tone: 'plum' },
  delete: { symbol: '−', word: 'delete', tone: 'bad' },
  adopt: { symbol: '→', word: 'adopt', tone: 'info' },
  manual: { symbol: '!', word: 'by hand', tone: 'neutral' },
  'no-op': { symbol: '=', word: 'unchanged', tone: 'neutral' },
};

export function ActionMark({ action }: { action: PlanAction }) {
  const { symbol, word, tone } = actionLooks[action];
  return (
    <span
      data-tone={tone}
      className={`inline-flex min-w-21 shrink-0 items-center gap-1.5 rounded-md px-2 py-0.5 text-xs font-medium ${softTone[tone]}`}
    >
      <span aria-hidden className="w-2.5 text-center font-mono text-sm leading-none font-bold">
        {symbol}
      </span>
      {word}
    </span>
  );
}

/** The same without a box, where it is not what the line is about. */
export const ActionWord = ({ action }: { action: PlanAction }) => {
  const { symbol, word, tone } = actionLooks[action];
  return (
    <span className={`inline-flex items-center gap-1 ${textTone[tone]}`}>
      <span aria-hidden className="font-mono font-bold">
        {symbol}
      </span>
      {word}
    </span>
  );
};
