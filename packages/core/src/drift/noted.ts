/** What came of it as it is noted for its call: one by itself, as a release knows it that does one at a time and may have to answer with it. */
export type Noted<T> = T | T[];

export const toNote = <T>(made: T[]): Noted<T> => (made.length === 1 ? (made[0] ?? made) : made);

export const fromNote = <T>(noted: Noted<T>): T[] => (Array.isArray(noted) ? noted : [noted]);
