import { PageHeader } from '../components/ui/page-header.tsx';

export function AccountPage() {
  return <PageHeader title="Account" />;
}
