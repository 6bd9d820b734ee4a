import type { Json } from '@groundwork/shared';
import type { ComparisonView } from '@groundwork/shared/views';
import { pathLabel } from '../../components/domain/property-label.ts';
import { readableValue } from '../../components/domain/readable-value.ts';
import type { ComparedRow } from './filter-rows.ts';

/** Attribute by attribute, side by side; of an object that only one account has, what it is there. */
export const ComparedValues = ({ view, row }: { view: ComparisonView; row: ComparedRow }) =>
  row.changes.length === 0 ? null : (
    <table className="w-full table-fixed text-left text-sm">
      <caption className="sr-only">{row.title}</caption>
      <thead>
        <tr className="text-xs text-muted">
          <th scope="col" className="w-1/4 pr-3 pb-1 font-medium">
            Attribute
          </th>
          {row.in === 'right' ? null : <Column name={view.left.name} />}
          {row.in === 'left' ? null : <Column name={view.right.name} />}
        </tr>
      </thead>
      <tbody>
        {row.changes.map(({ path, before, after }) => (
          <tr key={path} className="border-t border-line/70 align-baseline">
            <th scope="row" title={path} className="py-1 pr-3 text-xs font-normal text-muted">
              {pathLabel(path)}
            </th>
            {row.in === 'right' ? null : <Value path={path} value={before} other={row.in === 'both' ? after : null} />}
            {row.in === 'left' ? null : <Value path={path} value={after} other={row.in === 'both' ? before : null} />}
          </tr>
        ))}
      </tbody>
    </table>
  );

const Column = ({ name }: { name: string }) => (
  <th scope="col" dir="auto" className="pr-3 pb-1 font-medium">
    {name}
  </th>
);

/** Parts of a list that the other side does not have as they are stand out. */
function Value({ path, value, other }: { path: string; value: Json; other: Json }) {
  const text = readableValue(path, value);
  if (!Array.isArray(text))
    return (
      <td dir="auto" className="py-1 pr-3">
        {value === null ? <span className="text-muted">none</span> : text}
      </td>
    );
  const others = new Set(other === null ? [] : [readableValue(path, other)].flat());
  return (
    <td className="py-1 pr-3">
      <ul>
        {text.map((part, index) => (
          <li key={index} dir="auto" className={other !== null && !others.has(part) ? 'font-medium' : 'text-muted'}>
            {part}
          </li>
        ))}
      </ul>
    </td>
  );
}
