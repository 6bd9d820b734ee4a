import type { KindName } from '@groundwork/shared/kinds';
import type { RolloutMatrixView, RolloutRowView } from '@groundwork/shared/views';
import { type ReactNode, useState } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { SelectField } from '../../components/ui/field.tsx';
import { fitMatrix, mostColumns } from './fit-matrix.ts';
import { MatrixLegend } from './matrix-legend.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { Pager } from './pager.tsx';

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
  const [offset, setOffset] = useState(0);
  const { matrix, asked } = fitMatrix(whole, kind, offset);
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
          onChange={({ target }) => {
            setKind(kinds.find((known) => known === target.value) ?? null);
            setOffset(0);
          }}
        />
      ) : null}
      <Pager offset={offset} size={mostColumns} total={asked} onMove={setOffset} of="resources" />
      <MatrixTable key={offset} matrix={matrix} actions={actions} isOld={isOld} />
      <MatrixLegend rows={matrix.rows} />
    </>
  );
}
