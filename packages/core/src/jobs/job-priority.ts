import type { JobPriority } from '@groundwork/shared/views';

/** As the queue sorts them: higher goes first. */
export const queuePriority: Readonly<Record<JobPriority, number>> = { low: -10, normal: 0, high: 10 };

export const priorityWord = (priority: number): JobPriority =>
  priority < queuePriority.normal ? 'low' : priority > queuePriority.normal ? 'high' : 'normal';
