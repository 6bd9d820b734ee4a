import { LoaderCircle } from 'lucide-react';

/** Turns, or stands still for those who asked for less motion: the words beside it say the same. */
export const Spinner = ({ className = 'size-4' }: { className?: string }) => (
  <LoaderCircle aria-hidden className={`animate-spin ${className}`} />
);
