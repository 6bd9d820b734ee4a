import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { isUnreachable } from '../lib/app-error.ts';
import { usePageTitle } from '../lib/use-page-title.ts';

/** For faults no page handles itself: the first load without an API, a chunk that is gone after a deploy, a bug. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  usePageTitle('Something went wrong');
  const router = useRouter();
  const retry = () => {
    if (isLostChunk(error)) return window.location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <main className="mx-auto max-w-xl px-5 py-16">
      <h1 className="sr-only">Something went wrong</h1>
      {isLostChunk(error) ? (
        <FailureAlert title="Groundwork was updated, or this page could not be loaded" error={error} onRetry={retry} />
      ) : (
        <FailureAlert
          title={isUnreachable(error) ? 'Groundwork cannot be reached' : 'This page could not be shown'}
          error={error}
          onRetry={retry}
        />
      )}
    </main>
  );
}

const isLostChunk = (error: unknown) =>
  error instanceof Error && /dynamically imported module|module script failed/i.test(error.message);
