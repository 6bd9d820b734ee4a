import { useState } from 'react';
import { ProgressBar } from '../../components/ui/progress-bar.tsx';
import { plural } from '../../lib/format.ts';

/** How many checks are still to come; nothing while none is. */
export function CheckProgress({ checking }: { checking: number }) {
  const [most, setMost] = useState(checking);
  // The most there were since none was: where the bar began.
  if (checking > most || (checking === 0 && most > 0)) setMost(checking);
  if (checking === 0) return null;
  const text = `${plural(checking, 'check')} to go`;
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium tabular-nums">{text}</p>
      <ProgressBar
        label="Progress of the checks"
        text={text}
        max={most}
        parts={[{ value: Math.max(0, most - checking), tone: 'info' }]}
      />
    </div>
  );
}
