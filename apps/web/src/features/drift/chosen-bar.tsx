import type { DriftCauseView } from '@groundwork/shared/views';
import { Check, EyeOff, Wrench, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import { useDenied } from '../session/use-me.ts';
import { IgnoreDialog } from './ignore-dialog.tsx';
import { sharedAccounts } from './shared-accounts.ts';
import type { Chosen } from './use-chosen.ts';
import { useFixMany } from './use-fix.ts';

interface ChosenBarProps {
  /** Those that are shown, of which some are chosen. */
  causes: readonly DriftCauseView[];
  chosen: Chosen;
  onFailure: (failure: { title: string; error: unknown } | null) => void;
  onAccept: (causes: readonly DriftCauseView[]) => void;
}

/** What the server takes at once. */
const mostAtOnce = 100;

/** All that are shown with one tick, and what can be done with the chosen together. */
export function ChosenBar({ causes, chosen, onFailure, onAccept }: ChosenBarProps) {
  const [isIgnoring, setIgnoring] = useState(false);
  const denied = useDenied('drift.handle');
  const deniedAccept = useDenied('blueprint.write');
  const fix = useFixMany({ onFailure });
  const picked = causes.filter(({ key }) => chosen.has(key));
  const areAll = picked.length === causes.length;
  const isNone = picked.length === 0;
  const refused = denied ?? (picked.length > mostAtOnce ? `At most ${mostAtOnce} can be handled at once.` : null);
  return (
    <div
      role="group"
      aria-label="Chosen causes"
      onKeyDown={(event) => {
        if (event.key === 'Escape') chosen.chooseAll(false);
      }}
      className={`flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border px-4 py-1.5 ${isNone ? 'border-transparent' : 'sticky top-2 z-10 border-line bg-surface shadow-pop max-lg:top-24'}`}
    >
      <label className="flex items-center gap-3 text-sm">
        <input
          type="checkbox"
          checked={areAll}
          ref={(box) => {
            if (box) box.indeterminate = !areAll && !isNone;
          }}
          onChange={() => chosen.chooseAll(!areAll)}
          className="size-4 shrink-0 accent-accent"
        />
        {isNone ? `Choose all ${causes.length}` : `${plural(picked.length, 'cause')} chosen`}
      </label>
      {isNone ? null : (
        <div className="flex flex-wrap gap-1.5">
          <Button
            size="sm"
            look="solid"
            busy={fix.isPending}
            disabledReason={refused ?? whyNotFixed(picked)}
            icon={<Wrench aria-hidden className="size-3.5" />}
            onClick={() => fix.mutate({ keys: picked.map(({ key }) => key) })}
          >
            Fix the chosen
          </Button>
          <Button
            size="sm"
            disabledReason={refused ?? deniedAccept ?? whyNotAccepted(picked)}
            icon={<Check aria-hidden className="size-3.5" />}
            onClick={() => onAccept(picked)}
          >
            Accept the chosen…
          </Button>
          <Button
            size="sm"
            disabledReason={refused}
            icon={<EyeOff aria-hidden className="size-3.5" />}
            onClick={() => setIgnoring(true)}
          >
            Ignore the chosen…
          </Button>
          <Button
            size="sm"
            look="ghost"
            icon={<X aria-hidden className="size-3.5" />}
            onClick={() => chosen.chooseAll(false)}
          >
            Choose none
          </Button>
        </div>
      )}
      {isIgnoring ? (
        <IgnoreDialog
          causes={picked}
          accounts={sharedAccounts(picked)}
          onClose={() => setIgnoring(false)}
          onIgnored={() => chosen.chooseAll(false)}
        />
      ) : null}
    </div>
  );
}

const whyNotFixed = (causes: readonly DriftCauseView[]): string | null =>
  causes.every(({ open }) => open === 0) ? 'All of it is ignored wherever it is so.' : null;

/** What the server would refuse as well. */
function whyNotAccepted(causes: readonly DriftCauseView[]): string | null {
  const refused = causes.filter(({ what, open }) => what === 'recreated' || open === 0).length;
  return refused === 0
    ? null
    : `${refused} of these ${causes.length} cannot be accepted: made anew, or ignored wherever it is so. Leave them out.`;
}
