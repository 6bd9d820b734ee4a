import type { Issue, SourceLocation } from '@groundwork/shared';
import type { BlueprintCheckView, BlueprintResourceView } from '@groundwork/shared/views';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { AddressText } from '../../components/domain/address-text.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { plural } from '../../lib/format.ts';
import { resourceTerms } from './resource-terms.ts';
import { ResourceTerms } from './resource-terms-line.tsx';

interface CheckPanelProps {
  check: BlueprintCheckView | undefined;
  error: unknown;
  tooLarge: boolean;
  current: boolean;
  onJump: (at: SourceLocation) => void;
  onRetry: () => void;
}

/** What is wrong with the text and where, or what it holds. */
export function CheckPanel({ check, error, tooLarge, current, onJump, onRetry }: CheckPanelProps) {
  if (tooLarge) return <Line tone="bad">More than 1 MB is not taken. Split the blueprint in two.</Line>;
  if (error) return <FailureAlert title="The blueprint could not be checked" error={error} onRetry={onRetry} />;
  if (!check)
    return (
      <p className="flex items-center gap-2 text-sm text-muted">
        <Spinner /> Checking…
      </p>
    );
  const faults = check.valid ? [] : check.issues;
  const warnings = check.valid ? check.warnings : [];
  return (
    <div role="status" aria-busy={!current} className="space-y-2 aria-busy:cursor-progress">
      {check.valid ? (
        <Line tone="ok">
          Valid: {plural(check.resources.length, 'resource')}, {plural(check.variables.length, 'variable')}
        </Line>
      ) : (
        <Line tone="bad">{plural(faults.length, 'fault')} to correct before it can be saved</Line>
      )}
      <Issues issues={faults} tone="bad" onJump={onJump} />
      {warnings.length > 0 ? (
        <Line tone="warn">{plural(warnings.length, 'warning')}; they do not stop a save</Line>
      ) : null}
      <Issues issues={warnings} tone="warn" onJump={onJump} />
      {check.valid ? <SpecialResources resources={check.resources} /> : null}
    </div>
  );
}

/** Those that are made more or less than once, or not kept as written. */
function SpecialResources({ resources }: { resources: readonly BlueprintResourceView[] }) {
  const special = resources.filter(({ meta }) => resourceTerms(meta).length > 0);
  if (special.length === 0) return null;
  return (
    <ul
      aria-label="More or less than once, or not kept as written"
      // Scrolls, so the keyboard has to reach it.
      tabIndex={0}
      className="max-h-56 divide-y divide-line overflow-y-auto rounded-lg border border-line bg-surface text-sm"
    >
      {special.map(({ address, meta }) => (
        <li key={address} className="flex flex-wrap items-baseline gap-x-3 px-3 py-1.5">
          <code className="font-mono text-xs">
            <AddressText address={address} />
          </code>
          <ResourceTerms meta={meta} />
        </li>
      ))}
    </ul>
  );
}

const icons = { ok: CircleCheck, bad: CircleAlert, warn: TriangleAlert };
const colours = { ok: 'text-ok', bad: 'text-bad', warn: 'text-warn' };

function Line({ tone, children }: { tone: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <p className={`flex items-center gap-2 text-sm font-medium ${colours[tone]}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {children}
    </p>
  );
}

function Issues({
  issues,
  tone,
  onJump,
}: {
  issues: readonly Issue[];
  tone: 'bad' | 'warn';
  onJump: (at: SourceLocation) => void;
}) {
  if (issues.length === 0) return null;
  return (
    <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded-lg border border-line bg-surface text-sm">
      {issues.map((issue, index) => {
        const { at } = issue;
        const text = (
          <span className="min-w-0">
            {issue.message}
            {issue.path ? <code className="ml-2 font-mono text-xs text-muted">{issue.path}</code> : null}
          </span>
        );
        return (
          <li key={index}>
            {at ? (
              <button
                type="button"
                onClick={() => onJump(at)}
                className="flex w-full items-baseline gap-3 px-3 py-1.5 text-left hover:bg-sunken focus-visible:-outline-offset-2"
              >
                <span className={`w-16 shrink-0 font-mono text-xs tabular-nums ${colours[tone]}`}>
                  <span className="sr-only">Line </span>
                  {at.line}:{at.column}
                </span>
                {text}
              </button>
            ) : (
              <div className="flex gap-3 px-3 py-1.5">{text}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
