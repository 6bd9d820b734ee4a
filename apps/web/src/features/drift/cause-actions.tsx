import type { DriftCauseView } from '@groundwork/shared/views';
import { useNavigate } from '@tanstack/react-router';
import { Check, EyeOff, Wrench } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { useDenied } from '../session/use-me.ts';
import { factText } from './drift-words.ts';
import { IgnoreDialog } from './ignore-dialog.tsx';
import { useFix } from './use-fix.ts';

interface CauseActionsProps {
  cause: DriftCauseView;
  onFailure: (failure: { title: string; error: unknown } | null) => void;
  /** Asks about it where the answer can be read once the cause itself is gone. */
  onAccept: (cause: DriftCauseView) => void;
}

/** Fix it everywhere, take it into the blueprint, or leave it for a while. */
export function CauseActions({ cause, onFailure, onAccept }: CauseActionsProps) {
  const [isIgnoring, setIgnoring] = useState(false);
  const navigate = useNavigate();
  const denied = useDenied('drift.handle');
  const deniedAccept = useDenied('blueprint.write');
  const fact = factText(cause);
  const fix = useFix({
    onFailure,
    onPlanned: (rolloutId) => void navigate({ to: '/rollouts/$rolloutId', params: { rolloutId } }),
  });
  return (
    <>
      <Button
        size="sm"
        busy={fix.isPending}
        disabledReason={denied ?? (cause.open === 0 ? 'It is ignored wherever it is so.' : null)}
        icon={<Wrench aria-hidden className="size-3.5" />}
        onClick={() => fix.mutate({ key: cause.key })}
      >
        Fix {cause.open > 1 ? 'all' : 'it'}
        <Said>{fact}</Said>
      </Button>
      <Button
        size="sm"
        disabledReason={denied ?? deniedAccept ?? whyNotAccepted(cause)}
        icon={<Check aria-hidden className="size-3.5" />}
        onClick={() => onAccept(cause)}
      >
        Accept…
        <Said>{fact}</Said>
      </Button>
      <Button
        size="sm"
        look="ghost"
        disabledReason={denied}
        icon={<EyeOff aria-hidden className="size-3.5" />}
        onClick={() => setIgnoring(true)}
      >
        Ignore…
        <Said>{fact}</Said>
      </Button>
      {isIgnoring ? (
        <IgnoreDialog causes={[cause]} accounts={cause.examples} onClose={() => setIgnoring(false)} />
      ) : null}
    </>
  );
}

/** For who does not see the row. */
const Said = ({ children }: { children: string }) => <span className="sr-only"> {children}</span>;

/** What the server would refuse as well. */
function whyNotAccepted({ what, open }: DriftCauseView): string | null {
  if (what === 'recreated')
    return 'The blueprint need not change for that. Plan the accounts: the new one is taken over.';
  return open === 0 ? 'It is ignored wherever it is so.' : null;
}
