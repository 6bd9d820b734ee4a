import type { PlanAction } from '@groundwork/shared/plan';

/** In the order a summary names them. */
export const planActions: readonly PlanAction[] = ['create', 'update', 'replace', 'delete', 'adopt', 'manual', 'no-op'];
