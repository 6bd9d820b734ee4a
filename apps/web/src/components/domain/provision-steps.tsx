import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

const steps = ['account', 'blueprint', 'variables', 'plan'] as const;
type Step = (typeof steps)[number];
const words: Record<Step, string> = {
  account: 'Account',
  blueprint: 'Blueprint',
  variables: 'Variables',
  plan: 'Plan and apply',
};

interface ProvisionStepsProps {
  current: Step;
  account?: string | undefined;
  blueprint?: string | undefined;
}

/** Where one is on the way from account to apply. Steps already taken are links back. */
export function ProvisionSteps({ current, account, blueprint }: ProvisionStepsProps) {
  const at = steps.indexOf(current);
  return (
    <nav aria-label="Steps of provisioning">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm">
        {steps.map((step, index) => (
          <li key={step} className="flex items-center gap-1.5">
            {index > 0 ? (
              <span aria-hidden className="text-muted">
                /
              </span>
            ) : null}
            <StepLink
              step={step}
              state={index === at ? 'current' : index < at ? 'done' : 'ahead'}
              account={account}
              blueprint={blueprint}
            >
              {index < at ? (
                <Check aria-hidden className="size-3.5 text-ok" />
              ) : (
                <span className="tabular-nums">{index + 1}</span>
              )}
              {words[step]}
            </StepLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StepLinkProps {
  step: Step;
  state: 'current' | 'done' | 'ahead';
  account: string | undefined;
  blueprint: string | undefined;
  children: ReactNode;
}

function StepLink({ step, state, account, blueprint, children }: StepLinkProps) {
  const look = 'inline-flex min-h-6 items-center gap-1 rounded-sm px-1';
  if (state !== 'done' || step === 'plan')
    return (
      <span
        aria-current={state === 'current' ? 'step' : undefined}
        className={`${look} ${state === 'current' ? 'font-medium text-text' : 'text-muted'}`}
      >
        {children}
      </span>
    );
  return (
    <Link
      to="/provision"
      search={{ step, ...(account ? { account } : {}), ...(blueprint ? { blueprint } : {}) }}
      className={`${look} text-muted hover:text-text hover:underline`}
    >
      {children}
    </Link>
  );
}
