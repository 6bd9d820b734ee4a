import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Alert } from '../components/ui/alert.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { DeviceCodeForm } from '../features/api-keys/device-code-form.tsx';
import { DeviceOutcome } from '../features/api-keys/device-outcome.tsx';
import { DeviceQuestion } from '../features/api-keys/device-question.tsx';
import { useDevice } from '../features/api-keys/use-device.ts';
import { readUserCode } from '../features/api-keys/user-code.ts';
import { readFailure } from '../lib/app-error.ts';

const route = getRouteApi('/shell/device');

/** Where a tool sends the person who is to let it in. */
export function DevicePage() {
  const { code: written = '' } = route.useSearch();
  const code = readUserCode(written);
  return (
    <div className="max-w-lg">
      <PageHeader title="Let a tool in">The command line or another program asks for a key of yours</PageHeader>
      {code ? <Device key={code} code={code} /> : <WriteCode key={written} written={written} />}
    </div>
  );
}

function Device({ code }: { code: string }) {
  const { data, error, refetch, isUnknown, isFresh, deciding, decideError, decide } = useDevice(code);
  if (isUnknown)
    return (
      <div className="space-y-5">
        <Alert tone="bad" title={`No tool shows the code ${code}`} urgent>
          {readFailure(error).message}
        </Alert>
        <WriteCode written="" />
      </div>
    );
  if (data && data.state !== 'waiting')
    return <DeviceOutcome device={{ ...data, state: data.state }} isFresh={isFresh} />;
  if (data)
    return <DeviceQuestion code={code} device={data} deciding={deciding} error={decideError} onDecide={decide} />;
  if (error)
    return <FailureAlert title="The sign-in could not be looked up" error={error} onRetry={() => void refetch()} />;
  return (
    <div role="status" aria-label="Loading the sign-in" className="space-y-5">
      <Skeleton className="h-25 w-full rounded-lg" />
      <Skeleton className="h-36 w-full" />
      <Skeleton className="h-9 w-44" />
    </div>
  );
}

function WriteCode({ written }: { written: string }) {
  const navigate = useNavigate();
  return <DeviceCodeForm written={written} onCode={(code) => void navigate({ to: '/device', search: { code } })} />;
}
