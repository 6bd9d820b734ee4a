import { PageHeader } from '../components/ui/page-header.tsx';

export function RolloutsPage() {
  return <PageHeader title="Rollouts" />;
}
