import { AppError, type Issue } from '@groundwork/shared';
import type { FindingRow } from './finding-rows.ts';

const mostNamed = 5;

/** Does it for each cause in turn. Where some of several are refused, all are, and the error says why for each. */
export async function allOrNone(
  causes: readonly (readonly FindingRow[])[],
  accept: (findings: readonly FindingRow[]) => Promise<void>,
): Promise<void> {
  const refused: (Issue & { name: string; retryable: boolean })[] = [];
  for (const findings of causes) {
    try {
      await accept(findings);
    } catch (error) {
      const [finding] = findings;
      if (causes.length === 1 || !finding || !(error instanceof AppError)) throw error;
      refused.push({
        path: finding.cause,
        name: nameOf(finding),
        message: error.message,
        retryable: error.retryable,
      });
    }
  }
  if (refused.length === 0) return;
  const named = refused.slice(0, mostNamed).map(({ name, message }) => `${name}: ${message}`);
  const more = refused.length > mostNamed ? ` And ${refused.length - mostNamed} more.` : '';
  throw new AppError(
    'CONFLICT',
    `Nothing was accepted, as ${refused.length} of these ${causes.length} cannot be. Leave them out, or do what is said. ${named.join(' ')}${more}`,
    {
      issues: refused.map(({ path, name, message }) => ({ path, message: `${name}: ${message}` })),
      retryable: refused.every(({ retryable }) => retryable),
    },
  );
}

const nameOf = ({ address, path }: FindingRow): string => (path === '' ? address : `${address}:${path}`);
