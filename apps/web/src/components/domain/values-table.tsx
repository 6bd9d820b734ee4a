import type { ReactNode } from 'react';

interface ValuesTableProps {
  label: string;
  /** What comes before the values in a row. */
  leading: readonly string[];
  /** Names of variables, a column each. */
  variables: readonly string[];
  /** Its rows. */
  children: ReactNode;
}

/** Values of many accounts: a row an account, a column a variable. Scrolls both ways below its head. */
export const ValuesTable = ({ label, leading, variables, children }: ValuesTableProps) => (
  <div
    role="region"
    aria-label={label}
    // Scrolls, so the keyboard has to reach it.
    tabIndex={0}
    className="max-h-96 overflow-auto rounded-lg border border-line bg-surface"
  >
    <table className="w-full border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          {leading.map((column) => (
            <th key={column} scope="col" className={head}>
              {column}
            </th>
          ))}
          {variables.map((variable, index) => (
            <th key={index} scope="col" className={`${head} font-mono`}>
              {variable}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

const head =
  'sticky top-0 border-b border-line bg-sunken px-3 py-1.5 text-left text-xs font-medium whitespace-nowrap text-muted';
