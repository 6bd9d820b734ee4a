import type { ConnectionHealth } from '@groundwork/shared/views';
import { CircleCheck, CircleSlash, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import type { Tone } from '../../components/ui/tone.ts';

export function HealthBadge({ health }: { health: ConnectionHealth }) {
  const { word, tone, icon } = healthLooks[health];
  return (
    <Badge tone={tone} icon={icon} data-health={health}>
      {word}
    </Badge>
  );
}

export const healthLooks: Record<ConnectionHealth, { word: string; tone: Tone; icon: ReactNode }> = {
  healthy: { word: 'Healthy', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  attention: { word: 'Needs attention', tone: 'warn', icon: <TriangleAlert aria-hidden /> },
  broken: { word: 'Broken', tone: 'bad', icon: <CircleX aria-hidden /> },
  ended: { word: 'Ended', tone: 'neutral', icon: <CircleSlash aria-hidden /> },
};

/** What asks for a person first. */
export const healthOrder: readonly ConnectionHealth[] = ['broken', 'attention', 'healthy', 'ended'];
