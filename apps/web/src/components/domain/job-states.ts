import type { JobState } from '@groundwork/shared/views';

/** In the order a job goes through them. */
export const jobStates: readonly JobState[] = ['PENDING', 'PROCESSING', 'SUCCESS', 'FAILED', 'CANCELLED'];
