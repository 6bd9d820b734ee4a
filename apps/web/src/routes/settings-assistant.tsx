import { PageHeader } from '../components/ui/page-header.tsx';

/** What the assistant was asked and cost, and how much it may cost. */
export function AssistantUsagePage() {
  return <PageHeader title="Assistant">What it was asked, and what it cost</PageHeader>;
}
