import { PageHeader } from '../components/ui/page-header.tsx';

export function VariablesPage() {
  return <PageHeader title="Variables" />;
}
