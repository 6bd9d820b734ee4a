import type { InstallRuleMode } from '@groundwork/shared/views';

export const ruleModeWords: Record<InstallRuleMode, string> = {
  plan: 'Plans it as a rollout and waits for a person to approve',
  apply: 'Plans and applies it, as long as nothing is destroyed',
};
