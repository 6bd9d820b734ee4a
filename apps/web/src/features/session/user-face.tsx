import { ChevronDown } from 'lucide-react';
import { useMe } from './use-me.ts';

export const faceClass =
  'flex min-h-9 max-w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-sunken lg:w-full';

/** Who is signed in, as what opens the account menu shows it. */
export function UserFace() {
  const { user } = useMe();
  return (
    <>
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
      >
        {initials(user.name)}
      </span>
      <span className="min-w-0 flex-1 truncate text-sm font-medium max-lg:sr-only">{user.name}</span>
      <span className="sr-only">, account menu</span>
      <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </>
  );
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0) ?? 0x20).toUpperCase())
    .join('') || '?';
