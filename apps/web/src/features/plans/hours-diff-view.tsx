import type { Json } from '@groundwork/shared';
import { hoursDiff } from './hours-diff.ts';
import { Becomes, NewValue, OldValue } from './old-and-new.tsx';

/** `Mon–Fri 09:00–17:00 → 08:00–17:00`, a line for each run of days. */
export const HoursDiff = ({ before, after }: { before: Json; after: Json }) => {
  const lines = hoursDiff(before, after);
  if (lines.length === 0) return <span className="text-muted">closed all week</span>;
  return (
    <table className="border-separate border-spacing-y-0.5 text-left">
      <caption className="sr-only">Opening hours</caption>
      <tbody>
        {lines.map((line) => (
          <tr key={line.days}>
            <th scope="row" className="pr-3 align-baseline text-xs font-medium whitespace-nowrap">
              {line.days}
            </th>
            <td className="tabular-nums">
              {!line.changed ? (
                <span className="text-muted">{line.after}</span>
              ) : before === null ? (
                <NewValue text={line.after} />
              ) : (
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <OldValue text={line.before} />
                  <Becomes />
                  <NewValue text={line.after} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
