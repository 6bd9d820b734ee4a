import type { LocationState } from '@groundwork/shared';
import { ArrowRightLeft, CircleCheck, CirclePause, CircleSlash, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../ui/badge.tsx';
import type { Tone } from '../ui/tone.ts';

export function LocationStateBadge({ state }: { state: LocationState }) {
  const { word, tone, icon } = looks[state];
  return (
    <Badge tone={tone} icon={icon} data-state={state}>
      {word}
    </Badge>
  );
}

/** Why nothing can be done in the account now, and what changes that; null where all can. */
export const whyClosed: Record<LocationState, string | null> = {
  active: null,
  paused: 'GoHighLevel has paused this account. Make it active again there; Groundwork notices by itself.',
  uninstalled:
    'The app is not installed on this account. Install it there in GoHighLevel; Groundwork notices by itself.',
  deleted: 'This account was deleted in GoHighLevel. Its history stays here.',
  moved: 'This account was moved to another agency, which has to connect it there. Its history stays here.',
};

const looks: Record<LocationState, { word: string; tone: Tone; icon: ReactNode }> = {
  active: { word: 'Installed', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  paused: { word: 'Paused', tone: 'warn', icon: <CirclePause aria-hidden /> },
  uninstalled: { word: 'Uninstalled', tone: 'neutral', icon: <CircleSlash aria-hidden /> },
  deleted: { word: 'Deleted', tone: 'neutral', icon: <Trash2 aria-hidden /> },
  moved: { word: 'Moved', tone: 'neutral', icon: <ArrowRightLeft aria-hidden /> },
};
