import type { KindName } from '@groundwork/shared/kinds';
import type { RolloutMatrixView, RolloutRowView } from '@groundwork/shared/views';
import { type ReactNode, useState } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { SelectField } from '../../components/ui/field.tsx';
import { plural } from '../../lib/format.ts';
import { fitMatrix } from './fit-matrix.ts';
import { MatrixLegend } from './matrix-legend.tsx';
import { MatrixTable } from './matrix-table.tsx';

interface MatrixViewProps {
  matrix: RolloutMatrixView;
  actions: (row: RolloutRowView) => ReactNode;
  isOld: boolean;
}

/** So many columns fit beside the accounts; with more it helps to look at one kind. */
const wide = 24;

/** The table, with what is needed to read it. */
export function MatrixView({ matrix: whole, actions, isOld }: MatrixViewProps) {
  const [kind, setKind] = useState<KindName | null>(null);
  const kinds = [...new Set(whole.columns.map((column) => column.kind))];
  const { matrix, hidden } = fitMatrix(whole, kind);
  return (
    <>
      {kinds.length > 1 && whole.columns.length > wide ? (
        <SelectField
          label="Resources"
          value={kind ?? ''}
          options={[
            { value: '', label: `All ${whole.columns.length}` },
            ...kinds.map((value) => ({ value, label: kindLabel(value, 2) })),
          ]}
          onChange={({ target }) => setKind(kinds.find((known) => known === target.value) ?? null)}
        />
      ) : null}
      <MatrixTable matrix={matrix} actions={actions} isOld={isOld} />
      {hidden > 0 ? (
        <p className="text-sm text-muted">
          {plural(hidden, 'more resource')} not shown.{' '}
          {kind ? 'Each account’s job has them all.' : 'Choose a kind above.'}
        </p>
      ) : null}
      <MatrixLegend rows={matrix.rows} />
    </>
  );
}
