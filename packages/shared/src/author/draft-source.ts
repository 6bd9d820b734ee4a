/**
 * The blueprint's text as far as an unfinished answer (the beginning of a JSON text of the author's form) goes; null while there is
 * nothing to show yet.
 */
export function draftSource(_source: string, _answerSoFar: string): string | null {
  throw new Error('not built');
}
