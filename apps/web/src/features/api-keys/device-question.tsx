import type { DeviceSignInView } from '@groundwork/shared/views';
import { roleNames } from '../../components/domain/role-names.ts';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { useMe } from '../session/use-me.ts';
import { keyDutyOf } from './key-duties.ts';

interface DeviceQuestionProps {
  code: string;
  device: DeviceSignInView;
  /** What is being decided now. */
  deciding: 'approve' | 'deny' | null;
  /** Of the attempt before, if it failed. */
  error: unknown;
  onDecide: (approve: boolean) => void;
}

/** All there is to judge a sign-in by, before it gets a key. The name is the tool's own word, and nothing is chosen by default. */
export function DeviceQuestion({ code, device, deciding, error, onDecide }: DeviceQuestionProps) {
  const { user, agency } = useMe();
  return (
    <div className="space-y-5">
      <div className="rounded-lg border border-line bg-surface px-4 py-5 text-center">
        <p className="text-sm text-muted">Does the tool show this code?</p>
        <p className="mt-1 font-mono text-2xl font-semibold tracking-widest">{code}</p>
      </div>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <dt className="text-muted">Tool</dt>
        <dd>
          <span dir="auto" className="font-medium">
            {device.clientName}
          </span>
          <span className="block text-muted">as it names itself</span>
        </dd>
        <dt className="text-muted">Began</dt>
        <dd>
          <RelativeTime iso={device.createdAt} />
        </dd>
        <dt className="text-muted">It becomes</dt>
        <dd>
          <span className="font-medium">{roleNames[user.role]}</span> of <span dir="auto">{agency.name}</span>, as{' '}
          <span dir="auto">{user.name}</span>
          <span className="block text-muted">{keyDutyOf(user.role)}, in all accounts. People and keys stay yours.</span>
        </dd>
        <dt className="text-muted">Until</dt>
        <dd>90 days from now, or until you revoke its key</dd>
      </dl>
      <Alert tone="warn" title="Approve only what you started yourself">
        Nobody from Groundwork or GoHighLevel asks you to open this page. If somebody sent you here, deny it.
      </Alert>
      {error ? <FailureAlert title="That was not decided" error={error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          look="solid"
          busy={deciding === 'approve'}
          disabledReason={deciding === 'deny' ? 'It is being denied.' : null}
          onClick={() => onDecide(true)}
        >
          Approve
        </Button>
        <Button
          busy={deciding === 'deny'}
          disabledReason={deciding === 'approve' ? 'It is being approved.' : null}
          onClick={() => onDecide(false)}
        >
          Deny
        </Button>
      </div>
    </div>
  );
}
