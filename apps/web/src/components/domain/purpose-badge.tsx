import type { PlanPurpose } from '@groundwork/shared/views';
import { Trash2, Undo2 } from 'lucide-react';
import { Badge } from '../ui/badge.tsx';

/** Says nothing of what applies a blueprint, as most do. */
export function PurposeBadge({ purpose }: { purpose: PlanPurpose }) {
  switch (purpose) {
    case 'apply':
      return null;
    case 'rollback':
      return (
        <Badge tone="plum" icon={<Undo2 aria-hidden />} data-purpose={purpose}>
          Rollback
        </Badge>
      );
    case 'destroy':
      return (
        <Badge tone="bad" icon={<Trash2 aria-hidden />} data-purpose={purpose}>
          Destroy
        </Badge>
      );
  }
}
