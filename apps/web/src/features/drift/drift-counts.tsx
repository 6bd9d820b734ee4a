import type { DriftOverviewView } from '@groundwork/shared/views';
import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { Card } from '../../components/ui/card.tsx';
import { textTone, type Tone } from '../../components/ui/tone.ts';

/** How the last checks ended. An account to which two blueprints were applied counts twice. */
export const DriftCounts = ({ counts }: { counts: DriftOverviewView['counts'] }) => (
  <Card>
    <dl aria-label="How the last checks ended" className="grid grid-cols-2 gap-px sm:grid-cols-4">
      {numbers.map(({ name, word, tone, icon: Icon }) => (
        <div key={name} data-count={name} className="flex flex-col-reverse px-4 py-3">
          <dt className="flex items-center gap-1.5 text-sm text-muted">
            <Icon aria-hidden className={`size-3.5 ${counts[name] > 0 ? textTone[tone] : ''}`} />
            {word}
          </dt>
          <dd className={`text-xl font-semibold tabular-nums ${counts[name] > 0 ? textTone[tone] : 'text-muted'}`}>
            {counts[name].toLocaleString('en')}
          </dd>
        </div>
      ))}
    </dl>
  </Card>
);

const numbers = [
  { name: 'clean', word: 'As applied', tone: 'ok', icon: CircleCheck },
  { name: 'drifted', word: 'Drifted', tone: 'warn', icon: CircleAlert },
  { name: 'failed', word: 'Not checked: failed', tone: 'bad', icon: CircleX },
  { name: 'unchecked', word: 'Not checked yet', tone: 'neutral', icon: CircleDashed },
] as const satisfies readonly { name: keyof DriftOverviewView['counts']; word: string; tone: Tone; icon: unknown }[];
