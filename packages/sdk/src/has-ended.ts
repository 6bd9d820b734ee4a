import type { JobState } from '@groundwork/shared/views';

export function hasEnded(state: JobState): boolean {
  switch (state) {
    case 'SUCCESS':
    case 'FAILED':
    case 'CANCELLED':
      return true;
    case 'PENDING':
    case 'PROCESSING':
      return false;
  }
}
