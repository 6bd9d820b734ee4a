import type { ValuesCsvView } from '@groundwork/shared/views';
import { CircleAlert } from 'lucide-react';
import { valueText } from '../../components/domain/readable-value.ts';

const maxRows = 200;

/** What each line of a CSV does, those that do nothing first. */
export function CsvLines({ columns, rows }: Pick<ValuesCsvView, 'columns' | 'rows'>) {
  const sorted = rows.toSorted((a, b) => Number(a.issue === null) - Number(b.issue === null) || a.line - b.line);
  return (
    <div className="space-y-1">
      <div
        role="region"
        aria-label="What each line does"
        // Scrolls, so the keyboard has to reach it.
        tabIndex={0}
        className="max-h-[26rem] overflow-auto rounded-lg border border-line bg-surface"
      >
        <table className="w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              {['Line', 'Account', ...columns].map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  className={`sticky top-0 border-b border-line bg-sunken px-3 py-1.5 text-left text-xs font-medium whitespace-nowrap text-muted ${index > 1 ? 'font-mono' : ''}`}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, maxRows).map(({ line, location, values, issue }) => (
              <tr key={line} data-line={issue === null ? 'good' : 'faulty'}>
                <td className="border-b border-line px-3 py-1.5 text-muted tabular-nums">{line}</td>
                <th
                  scope="row"
                  dir="auto"
                  className="border-b border-line px-3 py-1.5 text-left font-medium whitespace-nowrap"
                >
                  {location?.name ?? '–'}
                </th>
                {issue === null ? (
                  columns.map((column) => (
                    <td key={column} dir="auto" className="max-w-64 truncate border-b border-line px-3 py-1.5">
                      {values[column] === undefined ? (
                        <span className="text-muted">stays</span>
                      ) : (
                        valueText(column, values[column])
                      )}
                    </td>
                  ))
                ) : (
                  <td colSpan={Math.max(1, columns.length)} className="border-b border-line px-3 py-1.5 text-bad">
                    <span className="flex items-baseline gap-2">
                      <CircleAlert aria-hidden className="size-3.5 shrink-0 translate-y-0.5" />
                      {issue}
                    </span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > maxRows ? (
        <p className="text-xs text-muted">
          The first {maxRows} of {rows.length} lines are shown, faulty ones before others; all are imported.
        </p>
      ) : null}
    </div>
  );
}
