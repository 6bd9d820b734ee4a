/** `2026-11-21 13:55:02 UTC`: a proof says the same to every reader. */
export const utcText = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
