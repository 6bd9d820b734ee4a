import type { JobPriority } from '@groundwork/shared/views';
import { ChevronsDown, ChevronsUp } from 'lucide-react';
import { Badge } from '../ui/badge.tsx';

export const priorityWords: Record<JobPriority, string> = { low: 'Low', normal: 'Normal', high: 'High' };

/** Says nothing of a job like any other. */
export const PriorityBadge = ({ priority }: { priority: JobPriority }) =>
  priority === 'normal' ? null : (
    <Badge icon={priority === 'high' ? <ChevronsUp aria-hidden /> : <ChevronsDown aria-hidden />}>
      {priorityWords[priority]} priority
    </Badge>
  );
