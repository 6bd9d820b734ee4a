import type { ConnectionHealth } from '@groundwork/shared/views';
import { CircleCheck, CircleX, PlugZap } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import { readFailure } from '../../lib/app-error.ts';
import { trpc } from '../../trpc.ts';

interface Tested {
  /** Null: the agency's own token. */
  locationId: string | null;
  name: string;
  health: ConnectionHealth;
}

/** One real call to GoHighLevel. */
export function useConnectionTest({ locationId, name, health }: Tested) {
  const utils = trpc.useUtils();
  const mutation = trpc.connections.test.useMutation({
    onMutate: () => announce(`Testing the connection of ${name}…`),
    onSuccess: ({ works, message }) => announce(`${name}: ${works ? 'works' : 'does not work'}. ${message}`),
    onError: (error) => announce(`${name} could not be tested. ${readFailure(error).message}`),
    // A test may find what nobody knew yet.
    onSettled: () => utils.connections.check.invalidate(),
  });
  const { data, reset } = mutation;
  const lastHealth = useRef(health);
  useEffect(() => {
    if (lastHealth.current === health) return;
    lastHealth.current = health;
    // What has changed since then is not as it was tested.
    if (data && isOutdated(data.works, health)) reset();
  }, [health, data, reset]);
  return { ...mutation, run: () => mutation.mutate({ locationId }) };
}

const isOutdated = (worked: boolean, health: ConnectionHealth) =>
  worked ? health === 'broken' || health === 'ended' : health === 'healthy';

type Test = ReturnType<typeof useConnectionTest>;

interface TestButtonProps {
  test: Test;
  name: string;
  label: string;
}

export const TestButton = ({ test, name, label }: TestButtonProps) => (
  <Button
    size="sm"
    busy={test.isPending}
    icon={<PlugZap aria-hidden className="size-3.5" />}
    aria-label={`${label}: ${name}`}
    onClick={test.run}
  >
    {test.isPending ? 'Testing…' : label}
  </Button>
);

export function TestOutcome({ test }: { test: Test }) {
  if (test.isPending) return null;
  if (test.error) return <FailureAlert title="It could not be tested" error={test.error} />;
  if (!test.data) return null;
  const { works, message, tokenMs, answerMs, testedAt } = test.data;
  const Icon = works ? CircleCheck : CircleX;
  return (
    <div data-works={works} className="flex gap-2 rounded-md bg-sunken px-3 py-2 text-sm">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${works ? 'text-ok' : 'text-bad'}`} />
      <div className="min-w-0">
        <p>
          <b className="font-medium">{works ? 'Works.' : 'Does not work.'}</b> {message}
        </p>
        <p className="text-xs text-muted">
          {tokenMs === null ? null : `Token after ${milliseconds(tokenMs)}. `}
          {answerMs === null ? null : `GoHighLevel answered in ${milliseconds(answerMs)}. `}
          Tested <RelativeTime iso={testedAt} />.
        </p>
      </div>
    </div>
  );
}

const milliseconds = (ms: number) => (ms < 1 ? 'under 1 ms' : `${Math.round(ms)} ms`);
