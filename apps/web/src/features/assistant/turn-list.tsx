import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { type PanelActions, PanelAnswer } from './panel-answer.tsx';
import type { Turn } from './turn.ts';
import { TurnView } from './turn-view.tsx';

interface TurnActions extends PanelActions {
  onCancel: () => void;
}

/** The newest question in full; each earlier one of this visit behind its words. */
export function TurnList({ turns, ...actions }: TurnActions & { turns: readonly Turn[] }) {
  const [newest, ...earlier] = turns;
  if (!newest) return null;
  return (
    <div className="space-y-3 border-t border-line pt-3">
      <article key={newest.id} aria-label={newest.title} className="space-y-3">
        <p dir="auto" className="rounded-md bg-sunken px-2.5 py-1.5 text-sm text-muted">
          <span className="sr-only">You asked: </span>
          {newest.title}
        </p>
        <TurnInPanel turn={newest} {...actions} />
      </article>
      {earlier.length > 0 ? (
        <ul aria-label="Earlier in this visit" className="divide-y divide-line border-t border-line">
          {earlier.map((turn) => (
            <EarlierTurn key={turn.id} turn={turn} {...actions} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function EarlierTurn({ turn, ...actions }: TurnActions & { turn: Turn }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="py-1">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-7 w-full items-center gap-1.5 rounded-sm text-left text-sm text-muted hover:text-text"
      >
        <ChevronRight aria-hidden className={`size-3.5 shrink-0 ${isOpen ? 'rotate-90' : ''}`} />
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {turn.title}
        </span>
      </button>
      <div id={id} className={isOpen ? 'space-y-3 pt-1 pb-2' : undefined}>
        {isOpen ? <TurnInPanel turn={turn} {...actions} /> : null}
      </div>
    </li>
  );
}

const TurnInPanel = ({ turn, onCancel, ...actions }: TurnActions & { turn: Turn }) => (
  <TurnView
    turn={turn}
    disabledReason={actions.disabledReason}
    onCancel={onCancel}
    onAgain={() => actions.onAskAgain(turn)}
  >
    {(answer) => <PanelAnswer answer={answer} turn={turn} {...actions} />}
  </TurnView>
);
