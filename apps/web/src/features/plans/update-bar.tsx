import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import { ActionBar } from './action-bar.tsx';
import type { EditChoices } from './edit-choices.ts';

interface UpdateBarProps {
  choices: EditChoices;
  busy: boolean;
  onUpdate: () => void;
  onDiscard: () => void;
}

/** In place of the bar to apply with: what was chosen is no part of the plan yet. */
export function UpdateBar({ choices, busy, onUpdate, onDiscard }: UpdateBarProps) {
  const overwrites = [...choices.values()].filter(Boolean).length;
  const keeps = choices.size - overwrites;
  const words = [
    overwrites > 0 ? `overwrite ${plural(overwrites, 'client edit')}` : null,
    keeps > 0 ? `keep ${plural(keeps, 'client edit')}` : null,
  ].filter((word) => word !== null);
  return (
    <ActionBar
      text={
        <>
          You chose to <strong className="font-semibold text-text">{words.join(' and to ')}</strong>. Update the plan to
          see what that changes.
        </>
      }
    >
      <Button disabledReason={busy ? 'The new plan is being made.' : null} onClick={onDiscard}>
        Discard choices
      </Button>
      <Button look="solid" busy={busy} onClick={onUpdate}>
        Update plan
      </Button>
    </ActionBar>
  );
}
