import { AppError } from '@groundwork/shared';
import { formatSource } from '@groundwork/shared/blueprint';
import { authorise, type Context } from '../context.ts';
import { refuseOversized } from './check-blueprint.ts';

/** The text in Groundwork's own layout, comments kept. What it says does not change. A faulty text is an error with its issues. */
export function formatBlueprint(ctx: Context, source: string): { source: string } {
  authorise(ctx, 'read');
  refuseOversized(source);
  const formatted = formatSource(source);
  if ('source' in formatted) return formatted;
  throw new AppError('BLUEPRINT_INVALID', 'Only a valid blueprint can be formatted. Correct what is marked first.', {
    issues: formatted.issues,
  });
}
