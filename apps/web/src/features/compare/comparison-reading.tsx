import { Card } from '../../components/ui/card.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';

/** While two accounts are read: what happens, and that nothing else does. */
export const ComparisonReading = ({ names }: { names: readonly string[] }) => (
  <Card className="flex items-start gap-3 p-4">
    <Spinner className="mt-0.5 size-4 text-accent" />
    <div role="status" className="min-w-0">
      <p className="font-medium">
        Reading <span dir="auto">{names.join(' and ') || 'both accounts'}</span> from GoHighLevel…
      </p>
      <p className="mt-0.5 text-sm text-muted">
        Every list to its last page. This changes nothing. It takes some seconds, longer while GoHighLevel is busy with
        other work of yours.
      </p>
    </div>
  </Card>
);
