import { sql } from 'kysely';
import type { OAuthContext } from '../context.ts';
import { readGrantToken } from '../tokens/grant-token.ts';
import { confirmPair } from './find-installation.ts';
import type { LocationRef } from './pauses.ts';

/**
 * Reads a location with the grant of its own. Where its agency has not connected no list brings its name, and nothing else
 * in this service calls GHL with such a grant: its first pair is confirmed here, a later one by the refresh it comes from.
 */
export async function readOwnLocation(
  ctx: OAuthContext,
  { installationId, companyId, locationId }: LocationRef & { installationId: string },
  deadline: number,
): Promise<void> {
  const token = await readGrantToken(ctx, installationId, { deadline });
  const answer = await ctx.ghl.readLocation({ accessToken: token.accessToken, locationId });
  if (answer.kind !== 'ok') {
    ctx.log.info({ companyId, locationId, answer: answer.kind }, 'a location could not be read with its own grant');
    return;
  }
  await confirmPair(ctx, token);
  const { name = null, address = null } = answer.value.location;
  await ctx.db
    .updateTable('installed_locations')
    .set({ name: sql`coalesce(${name}::text, name)`, address: sql`coalesce(${address}::text, address)` })
    .where('location_id', '=', locationId)
    .where('company_id', '=', companyId)
    .execute();
}
