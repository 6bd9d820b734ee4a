import type { ValuesCsvView, VariableView } from '@groundwork/shared/views';
import { CsvFaults } from '../../components/domain/csv-faults.tsx';
import { SecretMark } from '../../components/domain/secret-mark.tsx';
import { ValuesTable } from '../../components/domain/values-table.tsx';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';

interface CsvPreviewProps {
  view: ValuesCsvView;
  variables: readonly VariableView[];
  chosen: readonly string[];
  onChoose: (ids: string[]) => void;
}

const maxRows = 50;

/** What was understood of a CSV: its faults first, then the values by account. */
export function CsvPreview({ view: { columns, rows }, variables, chosen, onChoose }: CsvPreviewProps) {
  const secrets = new Set(variables.flatMap(({ secret, name }) => (secret ? [name] : [])));
  const faulty = rows.filter(({ issue }) => issue !== null);
  const good = rows.filter(({ issue, location }) => issue === null && location !== null);
  const others = good.flatMap(({ location }) => (location && !chosen.includes(location.id) ? [location.id] : []));
  return (
    <div className="space-y-3">
      {faulty.length > 0 ? (
        <Alert tone="warn" title={`${plural(faulty.length, 'line')} cannot be used`}>
          <CsvFaults faulty={faulty} />
        </Alert>
      ) : null}
      <div role="status" className="flex flex-wrap items-center gap-3 text-sm text-muted">
        <p>
          {plural(columns.length, 'variable')} for {plural(good.length, 'account')}
          {others.length > 0 ? `, ${others.length} of them not selected above` : ''}
        </p>
        {others.length > 0 ? (
          <Button size="sm" onClick={() => onChoose(others)}>
            Select {others.length === 1 ? 'it' : 'them'} too
          </Button>
        ) : null}
      </div>
      {good.length > 0 ? (
        <ValuesTable label="Values by account" leading={['Account']} variables={columns}>
          {good.slice(0, maxRows).map(({ line, location, values }) => (
            <tr key={line}>
              <th scope="row" dir="auto" className="px-3 py-1 text-left font-medium whitespace-nowrap">
                {location?.name}
              </th>
              {columns.map((column) => (
                <td key={column} dir="auto" className="max-w-60 truncate px-3 py-1">
                  {secrets.has(column) && values[column] !== undefined ? <SecretMark /> : text(values[column])}
                </td>
              ))}
            </tr>
          ))}
        </ValuesTable>
      ) : null}
      {good.length > maxRows ? (
        <p className="text-xs text-muted">The first {maxRows} lines are shown; all of them are used.</p>
      ) : null}
    </div>
  );
}

const text = (value: string | number | boolean | string[] | undefined): string =>
  value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value);
