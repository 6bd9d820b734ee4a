import type { RolloutRowView } from '@groundwork/shared/views';
import { actionLooks } from '../../components/domain/plan-action.tsx';
import { planActions } from './summary-actions.ts';

/** How far an account is, or what is planned for it: `12 of 16 applied · 1 failed`, `+ 12, ~ 1`. */
export function rowText({ jobId, done, total, failed, summary }: RolloutRowView): string {
  if (jobId !== null) return `${done} of ${total} applied${failed > 0 ? ` · ${failed} failed` : ''}`;
  if (summary === null) return '';
  const parts = planActions.filter((action) => summary[action] > 0);
  return parts.map((action) => `${summary[action]} ${actionLooks[action].word}`).join(', ');
}
