import type { StoredValueView, ValueLevel, VariableView } from '@groundwork/shared/views';
import { Plus, Variable } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { StoredValues } from './stored-values.tsx';
import { useValueRows } from './use-value-rows.ts';
import { ValueRowLine } from './value-row-line.tsx';

interface ValuesEditorProps {
  level: ValueLevel;
  /** Of the blueprint, the group or the location; of the agency's own level null. */
  ownerId: string | null;
  /** What a blueprint declares, to choose from. */
  declared?: readonly VariableView[];
  /** A sentence on what values of this level are for, where there are none. */
  children: ReactNode;
}

/** The values kept at one level, to change them all and save once. */
export function ValuesEditor({ level, ownerId, declared = [], children }: ValuesEditorProps) {
  const { data, error, refetch } = trpc.variables.list.useQuery({ level, ownerId });
  const denied = useDenied('variable.write');
  if (error && !data)
    return <FailureAlert title="The values could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <Card>
        <SkeletonRows rows={3} />
      </Card>
    );
  if (denied && data.length === 0)
    return (
      <Card>
        <EmptyState icon={<Variable />} title="No values here">
          {children}
        </EmptyState>
      </Card>
    );
  if (denied) return <StoredValues values={data} reason={denied} />;
  return (
    <Editor key={`${level} ${ownerId}`} level={level} ownerId={ownerId} stored={data} declared={declared}>
      {children}
    </Editor>
  );
}

interface EditorProps extends Required<ValuesEditorProps> {
  stored: readonly StoredValueView[];
}

function Editor({ level, ownerId, stored, declared, children }: EditorProps) {
  const { rows, faults, error, isDirty, isSaving, add, change, remove, save, discard } = useValueRows({
    level,
    ownerId,
    stored,
    declared,
  });
  const listId = declared.length > 0 ? `names-${level}-${ownerId}` : undefined;
  const isEmpty = rows.length === 0;
  const addButton = useRef<HTMLButtonElement>(null);
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <LeaveGuard isDirty={isDirty} />
      {listId ? (
        <datalist id={listId}>
          {declared.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      ) : null}
      <Card className="overflow-hidden">
        {isEmpty ? (
          <EmptyState
            icon={<Variable />}
            title="No values yet"
            action={
              <Button icon={<Plus aria-hidden className="size-3.5" />} onClick={add}>
                Add a value
              </Button>
            }
          >
            {children}
          </EmptyState>
        ) : (
          <ul aria-label="Values" className="@container divide-y divide-line">
            {rows.map((row) => (
              <ValueRowLine
                key={row.key}
                row={row}
                fault={faults[row.key]}
                declared={declared.find(({ name }) => name === row.name)}
                namesListId={listId}
                onChange={(changed) => change(row.key, changed)}
                onRemove={() => {
                  remove(row);
                  if (!row.stored) addButton.current?.focus();
                }}
              />
            ))}
          </ul>
        )}
      </Card>
      {error ? <FailureAlert title="The values were not saved" error={error} /> : null}
      {isEmpty && !isDirty ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <Button ref={addButton} icon={<Plus aria-hidden className="size-3.5" />} onClick={add}>
            Add a value
          </Button>
          <Button type="submit" look="solid" busy={isSaving} disabledReason={isDirty ? null : 'Nothing was changed.'}>
            Save values
          </Button>
          {isDirty ? (
            <Button look="ghost" onClick={discard}>
              Discard changes
            </Button>
          ) : null}
        </div>
      )}
    </form>
  );
}
