/** A grey shape where content will be; give it the content's size. */
export const Skeleton = ({ className }: { className: string }) => (
  <div aria-hidden className={`animate-sheen rounded-sm bg-line/70 ${className}`} />
);

/** As many rows as will likely come, each as high as the real one. */
export const SkeletonRows = ({ rows, className = 'h-13' }: { rows: number; className?: string }) => (
  <div role="status" aria-label="Loading" className="divide-y divide-line">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className={`flex items-center gap-4 px-4 ${className}`}>
        <Skeleton className="h-3.5 w-2/5 max-w-56" />
        <Skeleton className="ml-auto h-3.5 w-1/4 max-w-32" />
      </div>
    ))}
  </div>
);
