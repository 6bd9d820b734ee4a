import { secretText } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';

/** Was it made with values that nobody is shown? Another one cannot be made without asking for them again. */
export const hasSecrets = ({ variables }: Pick<PlanView, 'variables'>): boolean =>
  Object.values(variables).includes(secretText);
