import type { ErrorView } from '@groundwork/shared';

const maxIssues = 5;

/** Why an account has no plan, or its job failed: also which variables, where it is about some. */
export const RowError = ({ error: { message, code, issues = [] } }: { error: ErrorView }) => (
  <>
    {message} <code className="font-mono text-xs">{code}</code>
    {issues.slice(0, maxIssues).map((issue) => (
      <span key={`${issue.path}:${issue.message}`} className="block">
        {issue.path ? `${issue.path}: ${issue.message}` : issue.message}
      </span>
    ))}
    {issues.length > maxIssues ? <span className="block">and {issues.length - maxIssues} more</span> : null}
  </>
);
