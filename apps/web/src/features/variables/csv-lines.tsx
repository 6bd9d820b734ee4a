import type { ValuesCsvView } from '@groundwork/shared/views';
import { CircleAlert } from 'lucide-react';
import { valueText } from '../../components/domain/readable-value.ts';
import { ValuesTable } from '../../components/domain/values-table.tsx';

const maxRows = 200;
const cell = 'border-b border-line px-3 py-1.5';

/** What each line of a CSV does, those that do nothing first. */
export function CsvLines({ columns, rows }: Pick<ValuesCsvView, 'columns' | 'rows'>) {
  const sorted = rows.toSorted((a, b) => Number(a.issue === null) - Number(b.issue === null) || a.line - b.line);
  return (
    <div className="space-y-1">
      <ValuesTable label="What each line does" leading={['Line', 'Account']} variables={columns}>
        {sorted.slice(0, maxRows).map(({ line, location, values, issue }) => (
          <tr key={line} data-line={issue === null ? 'good' : 'faulty'}>
            <td className={`${cell} text-muted tabular-nums`}>{line}</td>
            {issue === null ? (
              <>
                <th scope="row" dir="auto" className={`${cell} text-left font-medium whitespace-nowrap`}>
                  {location?.name}
                </th>
                {columns.map((column) => (
                  <td key={column} dir="auto" className={`${cell} max-w-64 truncate`}>
                    {values[column] === undefined ? (
                      <span className="text-muted">stays</span>
                    ) : (
                      valueText(column, values[column])
                    )}
                  </td>
                ))}
              </>
            ) : (
              <td colSpan={columns.length + 1} className={cell}>
                {/* Stays in sight where the table is wider than the screen. */}
                <div className="sticky left-3 w-fit max-w-[min(40rem,60vw)]">
                  {location ? (
                    <span dir="auto" className="mr-2 font-medium">
                      {location.name}
                    </span>
                  ) : null}
                  <span className="text-bad">
                    <CircleAlert aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
                    {issue}
                  </span>
                </div>
              </td>
            )}
          </tr>
        ))}
      </ValuesTable>
      {rows.length > maxRows ? (
        <p className="text-xs text-muted">
          The first {maxRows} of {rows.length} lines are shown, faulty ones before others; all are imported.
        </p>
      ) : null}
    </div>
  );
}
