import type { DeviceSignInView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { buttonClass } from '../../components/ui/button.tsx';

type Outcome = Exclude<DeviceSignInView['state'], 'waiting'>;

interface DeviceOutcomeProps {
  device: DeviceSignInView & { state: Outcome };
  /** Just now and on this page: then it is read out. */
  isFresh: boolean;
}

/** How it ended what a tool asked for, here or before. */
export function DeviceOutcome({ device: { state, clientName, wish }, isFresh }: DeviceOutcomeProps) {
  const { tone, title, advice } = outcomes[state];
  const key = wish ? <bdi className="font-medium">{wish.name}</bdi> : null;
  return (
    <div className="space-y-4">
      <Alert tone={tone} title={isFresh ? title.now : title.before} urgent={isFresh}>
        {advice(<bdi className="font-medium">{clientName}</bdi>, key)}
      </Alert>
      <div className="flex flex-wrap gap-2">
        <Link ref={isFresh ? takeFocus : undefined} to="/settings/api-keys" className={buttonClass('outline')}>
          See your API keys
        </Link>
      </div>
    </div>
  );
}

/** The button that decided is gone, and the focus with it. */
const takeFocus = (link: HTMLAnchorElement | null) => link?.focus();

const outcomes: Record<
  Outcome,
  {
    tone: 'ok' | 'info' | 'warn';
    title: { now: string; before: string };
    /** `key`: the name of the one it wished for; null: it signed in. */
    advice: (tool: ReactNode, key: ReactNode) => ReactNode;
  }
> = {
  approved: {
    tone: 'ok',
    title: { now: 'Approved', before: 'You approved this already' },
    advice: (tool, key) =>
      key ? (
        <>
          Go back to {tool}: it shows the key {key} within seconds, this once. You can close this page.
        </>
      ) : (
        <>
          Go back to {tool}: it is signed in within seconds, and you can close this page. Its key stands in the list
          then.
        </>
      ),
  },
  denied: {
    tone: 'info',
    title: { now: 'Denied', before: 'You denied this already' },
    advice: (tool) => <>{tool} gets no key. If that was a mistake, ask again from there.</>,
  },
  expired: {
    tone: 'warn',
    title: { now: 'This code has expired', before: 'This code has expired' },
    advice: (tool) => <>A code is good for ten minutes. Ask again from {tool}; it shows a new one.</>,
  },
};
