import type { ReactNode } from 'react';
import { readFailure } from '../../lib/app-error.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { CopyableId } from './copyable-id.tsx';

interface FailureAlertProps {
  title: string;
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Other ways on than trying again. */
  actions?: ReactNode;
}

/** What failed, why, what to do, and the request id for whoever has to look it up. */
export function FailureAlert({ title, error, onRetry, actions }: FailureAlertProps) {
  const failure = readFailure(error);
  return (
    <Alert
      tone="bad"
      title={title}
      urgent
      actions={
        <>
          {actions}
          {onRetry ? (
            <Button size="sm" onClick={onRetry}>
              Try again
            </Button>
          ) : null}
        </>
      }
    >
      <p>{failure.message}</p>
      {failure.issues.length > 0 ? (
        <ul className="mt-1 list-disc pl-4">
          {failure.issues.slice(0, 5).map((issue) => (
            <li key={`${issue.path}:${issue.message}`}>
              {issue.path ? `${issue.path}: ${issue.message}` : issue.message}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs">
        <code className="font-mono">{failure.code}</code>
        {failure.requestId ? (
          <span>
            Request <CopyableId id={failure.requestId} label="request id" />
          </span>
        ) : null}
      </p>
    </Alert>
  );
}
