import { Skeleton } from '../components/ui/skeleton.tsx';

/** The shell's outline, while the session and the first page arrive. */
export const ShellSkeleton = () => (
  <div role="status" aria-label="Loading Groundwork" className="lg:grid lg:grid-cols-[14rem_1fr]">
    <div className="h-24 border-b border-line bg-surface lg:h-dvh lg:border-r lg:border-b-0" />
    <div className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-6 lg:py-8">
      <Skeleton className="h-6 w-40" />
      <Skeleton className="mt-6 h-64 w-full rounded-lg!" />
    </div>
  </div>
);
