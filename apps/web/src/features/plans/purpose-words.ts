import type { PlanPurpose } from '@groundwork/shared/views';

interface PurposeWords {
  title: (account: string) => string;
  /** On the button that approves. */
  apply: string;
  confirm: (account: string) => string;
  applied: string;
  /** Where nothing is to do. */
  nothing: { title: string; why: (blueprint: string) => string };
}

export const purposeWords: Record<PlanPurpose, PurposeWords> = {
  apply: {
    title: (account) => `Plan for ${account}`,
    apply: 'Apply plan',
    confirm: (account) => `Apply to ${account}?`,
    applied: 'This plan was applied',
    nothing: {
      title: 'This account already matches',
      why: (blueprint) => `Everything ${blueprint} describes is there.`,
    },
  },
  rollback: {
    title: (account) => `Rollback in ${account}`,
    apply: 'Roll back',
    confirm: (account) => `Roll back in ${account}?`,
    applied: 'This rollback was applied',
    nothing: {
      title: 'Nothing to roll back',
      why: () => 'The account is as it was before the job, but for what clients have edited since.',
    },
  },
  destroy: {
    title: (account) => `Destroy in ${account}`,
    apply: 'Destroy',
    confirm: (account) => `Destroy in ${account}?`,
    applied: 'This was destroyed',
    nothing: {
      title: 'Nothing to destroy',
      why: (blueprint) => `Nothing that ${blueprint} created is left in this account.`,
    },
  },
};
