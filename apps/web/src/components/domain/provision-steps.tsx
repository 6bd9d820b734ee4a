import { Link, type LinkProps } from '@tanstack/react-router';
import { Check } from 'lucide-react';

export interface StepLink {
  label: string;
  /** What was chosen there, in a word or two. */
  detail?: string | undefined;
  state: 'done' | 'current' | 'ahead';
  /** Where the step is; without it, it cannot be reached yet. */
  to?: LinkProps | undefined;
}

/** The way from account to apply. Each step says where it stands, by number, mark and word. */
export function ProvisionSteps({ steps }: { steps: readonly StepLink[] }) {
  const current = steps.findIndex((step) => step.state === 'current');
  return (
    <nav aria-label="Provisioning steps" className="mb-6">
      <p className="mb-2 text-sm text-muted sm:hidden">
        Step {current + 1} of {steps.length}
      </p>
      <ol className="flex gap-1.5 sm:gap-2">
        {steps.map((step, index) => (
          <li key={step.label} aria-current={step.state === 'current' ? 'step' : undefined} className="min-w-0 flex-1">
            {step.to ? (
              <Link {...step.to} className="group block rounded-sm">
                <StepBody step={step} number={index + 1} />
              </Link>
            ) : (
              <StepBody step={step} number={index + 1} />
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepBody({ step, number }: { step: StepLink; number: number }) {
  const bar = step.state === 'current' ? 'bg-accent' : step.state === 'done' ? 'bg-text' : 'bg-line';
  return (
    <>
      <span aria-hidden className={`block h-1 rounded-full ${bar}`} />
      <span className="mt-1.5 flex items-center gap-1.5 text-sm group-hover:underline">
        {step.state === 'done' ? (
          <Check aria-hidden className="size-3.5 shrink-0 max-sm:hidden" />
        ) : (
          <span aria-hidden className="font-mono text-xs text-muted max-sm:hidden">
            {number}
          </span>
        )}
        <span className={`truncate ${step.state === 'current' ? 'font-semibold' : 'text-muted'} max-sm:text-xs`}>
          {step.label}
        </span>
        <span className="sr-only">{words[step.state]}</span>
      </span>
      {step.detail ? (
        <span dir="auto" className="block truncate text-xs text-muted max-sm:hidden">
          {step.detail}
        </span>
      ) : null}
    </>
  );
}

const words = { done: '(done)', current: '(current step)', ahead: '(still ahead)' };
