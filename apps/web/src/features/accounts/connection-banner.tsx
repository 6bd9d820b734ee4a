import type { AccountsView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Alert } from '../../components/ui/alert.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { connectHref } from '../../lib/next-path.ts';

/** Shown while GHL cannot be asked: why, and the ways out. */
export function ConnectionBanner({ connection, next }: { connection: AccountsView['connection']; next: string }) {
  if (connection.state === 'connected') return null;
  const { title, advice, action } = words[connection.state];
  return (
    <div className="mb-4">
      <Alert
        tone="warn"
        title={title}
        actions={
          <>
            <Link to="/connections" className={buttonClass('outline', 'sm')}>
              See connections
            </Link>
            <a href={connectHref(next)} className={buttonClass('solid', 'sm')}>
              {action}
            </a>
          </>
        }
      >
        {connection.reason ? <p>{connection.reason}</p> : null}
        <p>{advice}</p>
      </Alert>
    </div>
  );
}

const words = {
  'needs-reconnect': {
    title: 'GoHighLevel has to be connected again',
    advice: 'Until then nothing can be planned or applied. Accounts, blueprints and history stay as they are.',
    action: 'Reconnect GoHighLevel',
  },
  'not-installed': {
    title: 'Groundwork is not installed for this agency',
    advice:
      'Install it in GoHighLevel to read and provision its sub-accounts. Blueprints and history stay as they are.',
    action: 'Connect GoHighLevel',
  },
};
