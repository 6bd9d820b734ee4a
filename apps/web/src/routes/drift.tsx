import { PageHeader } from '../components/ui/page-header.tsx';

export function DriftPage() {
  return <PageHeader title="Drift" />;
}
