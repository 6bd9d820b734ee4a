import type { PlanItem } from '@groundwork/shared/plan';
import { lineHash } from '../../components/domain/line-hash.ts';
import { pathLabel } from '../../components/domain/property-label.ts';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import { type ClientEdit, editKey, editsOf } from './edit-choices.ts';
import { useEditChoices } from './edit-choices-context.ts';

const shownAtMost = 8;

/** All that clients edited, in one place: the lines that hold it may be folded away below. */
export function ClientEdits({ items, onAll }: { items: readonly PlanItem[]; onAll: (overwrites: boolean) => void }) {
  const { overwrite, choices, onChoose } = useEditChoices();
  const edits = items.flatMap((item) => editsOf(item, overwrite).map((edit) => ({ ...edit, title: item.title })));
  const overwritten = edits.filter((edit) => isOverwritten(edit, choices)).length;
  const kept = edits.length - overwritten;
  if (edits.length === 0) return null;
  return (
    <section aria-label="Client edits" className="mb-4">
      <Alert
        tone="info"
        title={titleOf(kept, overwritten)}
        actions={
          onChoose ? (
            <>
              {kept > 0 && edits.length > 1 ? (
                <Button size="sm" onClick={() => onAll(true)}>
                  Overwrite all
                </Button>
              ) : null}
              {overwritten > 0 && edits.length > 1 ? (
                <Button size="sm" onClick={() => onAll(false)}>
                  Keep all
                </Button>
              ) : null}
            </>
          ) : null
        }
      >
        <p>
          Changed in GoHighLevel since the last apply.{' '}
          {onChoose ? 'Each stays as it is unless you choose to overwrite it.' : null}
        </p>
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
          {edits.slice(0, shownAtMost).map((edit) => (
            <li key={editKey(edit)}>
              <a href={`#${lineHash(edit.address)}`} className="inline-flex min-h-6 items-center gap-1 underline">
                <span dir="auto">{edit.title}</span>
                <span className="text-xs">({pathLabel(edit.path).toLowerCase()})</span>
              </a>
            </li>
          ))}
          {edits.length > shownAtMost ? <li>and {edits.length - shownAtMost} more</li> : null}
        </ul>
      </Alert>
    </section>
  );
}

const isOverwritten = (edit: ClientEdit, choices: ReadonlyMap<string, boolean>): boolean =>
  choices.get(editKey(edit)) ?? edit.isOverwritten;

function titleOf(kept: number, overwritten: number): string {
  if (overwritten === 0) return `${plural(kept, 'client edit')} ${kept === 1 ? 'is' : 'are'} kept`;
  const lost = `${plural(overwritten, 'client edit')} ${overwritten === 1 ? 'is' : 'are'} overwritten`;
  return kept === 0 ? lost : `${lost}, ${kept} kept`;
}
