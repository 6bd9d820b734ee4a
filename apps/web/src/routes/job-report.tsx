import { PageHeader } from '../components/ui/page-header.tsx';

export function JobReportPage() {
  return <PageHeader title="Report" />;
}
