const dayFormat = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `1 December`, in UTC, as the months of the ledger are. */
export const dayText = (iso: string): string => dayFormat.format(Date.parse(iso));

/** `2026-11` → `November 2026`. */
export const monthText = (month: string): string => monthFormat.format(Date.parse(`${month}-01T00:00:00Z`));

/** `2026-01` and -1 → `2025-12`. */
export function monthBeside(month: string, by: number): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, index - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Whether it is a month of the calendar as the ledger writes it. */
export const isMonth = (text: string | undefined): text is string => /^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '');

/** `2026-02` → `2026-02-01` to `2026-02-28`. */
export function daysOf(month: string): string[] {
  const [year = 0, index = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, index, 0)).getUTCDate();
  return Array.from({ length: count }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`);
}
