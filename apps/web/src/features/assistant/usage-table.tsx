import type { ReactNode } from 'react';

interface UsageTableProps {
  label: string;
  /** The first names its row. */
  columns: readonly UsageColumn[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

export interface UsageColumn {
  name: string;
  isNumber?: boolean;
}

/** A table that scrolls sideways by itself where the screen is narrow. */
export const UsageTable = ({ label, columns, rows }: UsageTableProps) => (
  <div
    role="region"
    aria-label={label}
    // Scrolls, so the keyboard has to reach it.
    tabIndex={0}
    className="relative max-h-96 overflow-auto rounded-lg border border-line bg-surface"
  >
    <table className="w-full border-separate border-spacing-0 text-sm whitespace-nowrap">
      <thead>
        <tr>
          {columns.map(({ name, isNumber = false }) => (
            <th
              key={name}
              scope="col"
              className={`sticky top-0 border-b border-line bg-sunken px-3 py-1.5 text-xs font-medium text-muted ${isNumber ? 'text-right' : 'text-left'}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key} className="group">
            {cells.map((cell, index) => {
              const look = `border-b border-line px-3 py-1.5 align-baseline group-last:border-b-0 ${columns[index]?.isNumber ? 'text-right tabular-nums' : 'text-left'}`;
              return index === 0 ? (
                <th key={index} scope="row" dir="auto" className={`${look} font-medium`}>
                  {cell}
                </th>
              ) : (
                <td key={index} className={look}>
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
