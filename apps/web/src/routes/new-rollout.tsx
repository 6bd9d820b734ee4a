import { PageHeader } from '../components/ui/page-header.tsx';

export function NewRolloutPage() {
  return <PageHeader title="New rollout" />;
}
