import { LockKeyhole } from 'lucide-react';

/** In place of a value that a secret variable gives. */
export const SecretMark = () => (
  <span
    title="From a secret variable: shown nowhere"
    className="inline-flex items-center gap-1 rounded-sm bg-sunken px-1.5 text-muted"
  >
    <LockKeyhole aria-hidden className="size-3 shrink-0" />
    secret, not shown
  </span>
);
