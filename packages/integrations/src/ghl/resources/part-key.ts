/** What a part of a list (a stage, a price) is known by. */
export const keyOf = (name: string): string => name.trim().toLowerCase();
