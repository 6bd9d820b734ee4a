import type { StepLink } from '../components/domain/provision-steps.tsx';
import type { ProvisionStep } from '../router.tsx';

interface Chosen {
  at: ProvisionStep | 'plan';
  account: { id: string; name: string } | null;
  blueprint: { id: string; name: string; versionId?: string | undefined } | null;
}

/** The steps as links: back to every one that was passed, and on to those whose choices are made. */
export function stepsOf({ at, account, blueprint }: Chosen): StepLink[] {
  const search = {
    ...(account ? { account: account.id } : {}),
    ...(blueprint ? { blueprint: blueprint.id } : {}),
    ...(blueprint?.versionId ? { version: blueprint.versionId } : {}),
  };
  const state = (step: Chosen['at'], isDone: boolean): StepLink['state'] =>
    step === at ? 'current' : isDone ? 'done' : 'ahead';
  return [
    {
      label: 'Account',
      detail: account?.name,
      state: state('account', account !== null),
      to: { to: '/provision', search: { ...search, step: 'account' } },
    },
    {
      label: 'Blueprint',
      detail: blueprint?.name,
      state: state('blueprint', blueprint !== null),
      to: account ? { to: '/provision', search: { ...search, step: 'blueprint' } } : undefined,
    },
    {
      label: 'Variables',
      state: state('variables', at === 'plan'),
      to: account && blueprint ? { to: '/provision', search: { ...search, step: 'variables' } } : undefined,
    },
    { label: 'Plan', state: state('plan', false) },
    { label: 'Apply', state: 'ahead' },
  ];
}
