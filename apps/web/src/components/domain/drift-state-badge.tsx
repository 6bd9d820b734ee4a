import type { DriftCheckState } from '@groundwork/shared/views';
import { CircleCheck, CircleX, GitCompare } from 'lucide-react';
import type { ReactNode } from 'react';
import { plural } from '../../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import type { Tone } from '../ui/tone.ts';

/** How the last check for drift ended. */
export function DriftStateBadge({ state, findings }: { state: DriftCheckState; findings: number }) {
  const { word, tone, icon } = looks[state];
  return (
    <Badge tone={tone} icon={icon} data-drift={state}>
      {state === 'drifted' ? `${plural(findings, 'difference')}` : word}
    </Badge>
  );
}

const looks: Record<DriftCheckState, { word: string; tone: Tone; icon: ReactNode }> = {
  clean: { word: 'No drift', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  drifted: { word: 'Drifted', tone: 'warn', icon: <GitCompare aria-hidden /> },
  failed: { word: 'Check failed', tone: 'bad', icon: <CircleX aria-hidden /> },
};
