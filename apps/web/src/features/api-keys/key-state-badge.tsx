import type { ApiKeyView } from '@groundwork/shared/views';
import { Ban, CircleCheck, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import type { Tone } from '../../components/ui/tone.ts';

type KeyState = ApiKeyView['state'];

export const keyStates = ['active', 'expired', 'revoked'] as const satisfies readonly KeyState[];

export const keyStateLooks: Record<KeyState, { word: string; tone: Tone; icon: ReactNode }> = {
  active: { word: 'Active', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  expired: { word: 'Expired', tone: 'warn', icon: <Clock aria-hidden /> },
  revoked: { word: 'Revoked', tone: 'neutral', icon: <Ban aria-hidden /> },
};

export function KeyStateBadge({ state }: { state: KeyState }) {
  const { word, tone, icon } = keyStateLooks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
