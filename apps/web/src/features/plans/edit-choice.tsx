import { UserPen } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { pathLabel } from '../../components/domain/property-label.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { type ClientEdit, editKey } from './edit-choices.ts';
import { useEditChoices } from './edit-choices-context.ts';

/** A client's edit: what becomes of it, and the choice of the other. */
export function EditChoice({ edit }: { edit: ClientEdit }) {
  const { choices, onChoose } = useEditChoices();
  const name = useId();
  const isOverwritten = choices.get(editKey(edit)) ?? edit.isOverwritten;
  const option = (overwrites: boolean, word: string) => (
    <label className="cursor-pointer rounded-sm px-2 leading-6 text-muted has-checked:bg-surface has-checked:font-medium has-checked:text-text has-checked:shadow-xs has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name={name}
        checked={isOverwritten === overwrites}
        onChange={() => onChoose?.(edit, overwrites)}
        className="sr-only"
      />
      {word}
    </label>
  );
  return (
    <>
      <ClientEdited>{words(edit, isOverwritten)}</ClientEdited>
      {onChoose ? (
        <span
          role="radiogroup"
          aria-label={`Client edit of ${pathLabel(edit.path)}`}
          className="inline-flex rounded-md bg-sunken p-0.5 text-xs"
        >
          {option(false, 'Keep')}
          {option(true, 'Overwrite')}
        </span>
      ) : null}
    </>
  );
}

export const ClientEdited = ({ children }: { children: ReactNode }) => (
  <Badge tone="warn" icon={<UserPen aria-hidden />}>
    {children}
  </Badge>
);

const words = ({ isOverwritten: isPlanned }: ClientEdit, isOverwritten: boolean): string =>
  isOverwritten === isPlanned
    ? `Edited by the client, ${isOverwritten ? 'will be overwritten' : 'kept'}`
    : `Edited by the client, to be ${isOverwritten ? 'overwritten' : 'kept'}`;
