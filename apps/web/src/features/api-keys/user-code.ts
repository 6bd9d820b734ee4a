const letters = 8;

/** A code as a tool shows it, `BCDF-GHJK`, of what a person writes; null where that cannot be one. Asking for wrong ones is counted. */
export function readUserCode(written: string): string | null {
  const code = written.toUpperCase().replaceAll(/[\s-]/g, '');
  return code.length === letters && /^[A-Z]+$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : null;
}
