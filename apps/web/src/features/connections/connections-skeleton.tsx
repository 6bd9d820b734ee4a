import { Card } from '../../components/ui/card.tsx';
import { Skeleton, SkeletonRows } from '../../components/ui/skeleton.tsx';

export const ConnectionsSkeleton = () => (
  <div className="space-y-6">
    <Card className="p-4">
      <Skeleton className="h-5 w-64" />
      <Skeleton className="mt-2.5 h-4 w-full max-w-lg" />
      <div className="mt-5 grid gap-x-6 gap-y-4 border-t border-line pt-5 sm:grid-cols-2 lg:grid-cols-3">
        {Array.from({ length: 9 }, (_, fact) => (
          <Skeleton key={fact} className="h-9 w-4/5" />
        ))}
      </div>
    </Card>
    <Card>
      <SkeletonRows rows={6} className="h-15" />
    </Card>
  </div>
);
