import { type RolloutView, type TargetState, targetStates } from '@groundwork/shared/views';
import { textTone } from '../../components/ui/tone.ts';
import { targetStateLooks } from './target-state.tsx';

interface StateFilterProps {
  rollout: RolloutView;
  chosen: TargetState | undefined;
  onChoose: (state: TargetState | undefined) => void;
}

/** How many accounts are in which state. A number shows its accounts alone; once more, all of them. */
export function StateFilter({ rollout: { counts, total }, chosen, onChoose }: StateFilterProps) {
  const shown = targetStates.filter((state) => counts[state] > 0 || state === chosen);
  return (
    <div role="group" aria-label="Accounts by state" className="flex flex-wrap gap-1.5">
      <Choice isChosen={chosen === undefined} onClick={() => onChoose(undefined)}>
        <span className="tabular-nums">{total}</span> All
      </Choice>
      {shown.map((state) => {
        const { word, tone, icon } = targetStateLooks[state];
        return (
          <Choice
            key={state}
            isChosen={state === chosen}
            onClick={() => onChoose(state === chosen ? undefined : state)}
          >
            <span className={`[&_svg]:size-3.5 ${textTone[tone]}`}>{icon}</span>
            <span className="tabular-nums">{counts[state]}</span> {word}
          </Choice>
        );
      })}
    </div>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

const Choice = ({ isChosen, onClick, children }: ChoiceProps) => (
  <button
    type="button"
    aria-pressed={isChosen}
    onClick={onClick}
    className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-sm hover:bg-sunken aria-pressed:border-text aria-pressed:font-medium"
  >
    {children}
  </button>
);
