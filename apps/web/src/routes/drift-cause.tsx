import { PageHeader } from '../components/ui/page-header.tsx';

export function DriftCausePage() {
  return <PageHeader title="Drift" />;
}
