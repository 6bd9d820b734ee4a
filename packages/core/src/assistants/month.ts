/** A calendar month in UTC. */
export interface Month {
  /** `2026-11` */
  name: string;
  start: Date;
  /** The next month begins here. */
  end: Date;
}

export const monthOf = (at: Date): Month => monthFrom(at.getUTCFullYear(), at.getUTCMonth());

/** Of a name like `2026-11`. */
export function monthNamed(name: string): Month {
  const [year = 0, month = 1] = name.split('-').map(Number);
  return monthFrom(year, month - 1);
}

function monthFrom(year: number, index: number): Month {
  const start = new Date(Date.UTC(year, index));
  return { name: start.toISOString().slice(0, 7), start, end: new Date(Date.UTC(year, index + 1)) };
}
