import { kindNames } from '@groundwork/shared/kinds';
import type { ReactNode } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { Card } from '../../components/ui/card.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';

/** While an account is read: what happens, and that nothing else does. */
export const CaptureReading = ({ accountName, children }: { accountName: string; children: ReactNode }) => (
  <Card className="flex flex-wrap items-start gap-x-3 gap-y-3 p-4">
    <Spinner className="mt-0.5 size-4 text-accent" />
    <div role="status" className="min-w-0 flex-1 basis-56">
      <p className="font-medium">
        Reading every object of <span dir="auto">{accountName}</span> from GoHighLevel…
      </p>
      <p className="mt-0.5 text-sm text-muted">
        {listed(kindNames.map((kind) => kindLabel(kind, 2)))}, each list to its last page. This changes nothing in the
        account. It takes some seconds, longer while GoHighLevel is busy with other work of yours.
      </p>
    </div>
    {children}
  </Card>
);

const listed = (labels: readonly string[]): string => {
  const words = labels.map((label, index) => (index === 0 ? label : label.toLowerCase()));
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
};
