import { PageHeader } from '../components/ui/page-header.tsx';

export function RolloutPage() {
  return <PageHeader title="Rollout" />;
}
