import { PageHeader } from '../components/ui/page-header.tsx';

export function CompareAccountsPage() {
  return <PageHeader title="Compare accounts" />;
}
