import type { JobPriority } from '@groundwork/shared/views';
import { SelectField } from '../../components/ui/field.tsx';
import { priorityWords } from '../../components/domain/job-priority.tsx';

interface PriorityFieldProps {
  value: JobPriority;
  onChange: (priority: JobPriority) => void;
}

const order: readonly JobPriority[] = ['high', 'normal', 'low'];

/** Which of several waiting jobs a worker takes first. */
export const PriorityField = ({ value, onChange }: PriorityFieldProps) => (
  <SelectField
    label="Priority"
    value={value}
    options={order.map((priority) => ({ value: priority, label: priorityWords[priority] }))}
    onChange={({ target }) => onChange(order.find((known) => known === target.value) ?? 'normal')}
  />
);
