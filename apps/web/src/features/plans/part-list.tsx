import type { Json } from '@groundwork/shared';
import { ArrowUpDown, UserPen } from 'lucide-react';
import { Badge } from '../../components/ui/badge.tsx';
import { textTone, type Tone } from '../../components/ui/tone.ts';
import { Becomes, NewValue, OldValue } from './old-and-new.tsx';
import { type PartChange, partDiff, type PartMark } from './part-diff.ts';

interface PartListProps {
  before: readonly Json[];
  after: readonly Json[];
  /** The parts the blueprint names. */
  wanted: readonly Json[];
}

const marks: Record<PartMark, { symbol: string; word: string; tone: Tone }> = {
  added: { symbol: '+', word: 'added', tone: 'ok' },
  removed: { symbol: '−', word: 'removed', tone: 'bad' },
  changed: { symbol: '~', word: 'changed', tone: 'warn' },
  same: { symbol: '=', word: 'kept', tone: 'neutral' },
};

/** Stages, prices, team members, options: part by part, in the order they will stand in. */
export const PartList = ({ before, after, wanted }: PartListProps) => (
  <table className="w-full border-collapse text-left">
    <caption className="sr-only">Parts</caption>
    <tbody>
      {partDiff(before, after, wanted).map((part, index) => (
        <tr key={index} data-part={part.mark} className="border-line not-first:border-t">
          <td className="w-20 py-0.5 pr-2 align-baseline">
            <Mark mark={part.mark} />
          </td>
          <td className="py-0.5 align-baseline">
            <PartText part={part} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

function Mark({ mark }: { mark: PartMark }) {
  const { symbol, word, tone } = marks[mark];
  return (
    <span className={`inline-flex items-baseline gap-1.5 text-xs font-medium whitespace-nowrap ${textTone[tone]}`}>
      <span aria-hidden className="w-2.5 text-center font-mono text-sm leading-none font-bold">
        {symbol}
      </span>
      {word}
    </span>
  );
}

const PartText = ({ part }: { part: PartChange }) => (
  <span className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
    <span dir="auto" className={part.mark === 'removed' ? 'line-through decoration-1' : 'font-medium'}>
      {part.name}
    </span>
    {part.mark === 'changed' ? (
      part.details.map(({ label, before, after }) => (
        <span key={label} className="inline-flex flex-wrap items-baseline gap-x-1.5">
          {label ? <span className="text-xs text-muted">{label}</span> : null}
          <OldValue text={before} />
          <Becomes />
          <NewValue text={after} />
        </span>
      ))
    ) : (
      <span dir="auto" className="text-muted">
        {part.text}
      </span>
    )}
    {part.isClients ? (
      <Badge tone="warn" icon={<UserPen aria-hidden />}>
        The client’s own, stays
      </Badge>
    ) : null}
    {part.moved ? (
      <Badge tone="info" icon={<ArrowUpDown aria-hidden />}>
        Moves here
      </Badge>
    ) : null}
  </span>
);
