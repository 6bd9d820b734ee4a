import { useNavigate, useSearch } from '@tanstack/react-router';

/** Texts in the address's query that a view owns, empty where they are missing. Setting some leaves the rest of the query as it is. */
export function useSearchTexts<Name extends string>(
  ...names: Name[]
): [Record<Name, string>, (values: Partial<Record<Name, string>>, options?: { keepHash: boolean }) => void] {
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false, structuralSharing: false });
  const set = (values: Partial<Record<Name, string>>, { keepHash } = { keepHash: false }) => {
    const given = Object.entries<string | undefined>(values).map(([name, value]) => [name, value || undefined]);
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...Object.fromEntries(given) }),
      hash: keepHash ? true : '',
      replace: true,
      resetScroll: false,
    });
  };
  const texts = Object.fromEntries(names.map((name) => [name, textOf(search[name])])) as Record<Name, string>;
  return [texts, set];
}

/** The router reads `?q=12` as a number. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
