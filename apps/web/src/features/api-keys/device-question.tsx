import type { DeviceSignInView } from '@groundwork/shared/views';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { KeyTerms } from './key-terms.tsx';
import { SignInTerms } from './sign-in-terms.tsx';
import { Term } from './term.tsx';

interface DeviceQuestionProps {
  code: string;
  device: DeviceSignInView;
  /** What is being decided now. */
  deciding: 'approve' | 'deny' | null;
  /** Of the attempt before, if it failed. */
  error: unknown;
  onDecide: (approve: boolean) => void;
}

/** All there is to judge a tool by, before it gets a key. Names are the tool's own words, and nothing is chosen by default. */
export function DeviceQuestion({ code, device, deciding, error, onDecide }: DeviceQuestionProps) {
  const { wish } = device;
  return (
    <div className="space-y-5">
      <div className="rounded-lg border border-line bg-surface px-4 py-5 text-center">
        <p className="text-sm text-muted">Does the tool show this code?</p>
        <p className="mt-1 font-mono text-2xl font-semibold tracking-widest">{code}</p>
      </div>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <Term label="Tool" more="as it names itself">
          <span dir="auto" className="font-medium">
            {device.clientName}
          </span>
        </Term>
        <Term label="Began">
          <RelativeTime iso={device.createdAt} />
        </Term>
        {wish ? <KeyTerms wish={wish} /> : <SignInTerms role={device.role} />}
      </dl>
      <Alert tone="warn" title="Approve only what you started yourself">
        {wish ? 'Whoever started it gets this key, and can do all of the above without you. ' : ''}
        Nobody from Groundwork or GoHighLevel asks you to open this page. If somebody sent you here, deny it.
      </Alert>
      {wish?.refusal ? (
        <Alert tone="bad" title="You cannot approve it as it is">
          {wish.refusal}
        </Alert>
      ) : null}
      {error ? <FailureAlert title="That was not decided" error={error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          look="solid"
          busy={deciding === 'approve'}
          disabledReason={deciding === 'deny' ? 'It is being denied.' : (wish?.refusal ?? null)}
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
