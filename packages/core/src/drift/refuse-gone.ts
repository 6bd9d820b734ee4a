import { AppError } from '@groundwork/shared';
import { notFound } from '../context.ts';

/** What somebody mended or accepted meanwhile. Of several all are refused: who chose them saw something else. */
export function refuseGone(wanted: readonly string[], found: { has(key: string): boolean }): void {
  const gone = wanted.filter((key) => !found.has(key));
  if (gone.length === 0) return;
  if (wanted.length === 1) throw notFound('drift');
  throw new AppError(
    'NOT_FOUND',
    `${gone.length} of these ${wanted.length} are no longer there: somebody mended or accepted them. Load the page again.`,
    { issues: gone.map((path) => ({ path, message: 'It is no longer there.' })) },
  );
}
