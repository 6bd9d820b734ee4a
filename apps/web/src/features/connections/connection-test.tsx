import { CircleCheck, CircleX, PlugZap } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import { readFailure } from '../../lib/app-error.ts';
import { trpc } from '../../trpc.ts';

/** One real call to GoHighLevel. `locationId` null: with the agency's own token. */
export function useConnectionTest(locationId: string | null, name: string) {
  const utils = trpc.useUtils();
  const mutation = trpc.connections.test.useMutation({
    onMutate: () => announce(`Testing the connection of ${name}…`),
    onSuccess: ({ works, message }) => announce(`${name}: ${works ? 'works' : 'does not work'}. ${message}`),
    onError: (error) => announce(`${name} could not be tested. ${readFailure(error).message}`),
    // A test may find what nobody knew yet.
    onSettled: () => utils.connections.check.invalidate(),
  });
  return { ...mutation, run: () => mutation.mutate({ locationId }) };
}
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
