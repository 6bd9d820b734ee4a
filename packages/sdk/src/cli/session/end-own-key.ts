import { createCaller } from '../../caller.ts';
import { GroundworkError } from '../../groundwork-error.ts';
import type { Profile } from '../config/config-file.ts';
import type { Cli } from './cli.ts';
import { userAgent } from './user-agent.ts';

/**
 * Revokes the key that a sign-in through a browser made for a profile, at the address where it was made, whatever this call was told.
 * Answers its name. Null: there is none, or it was not revoked, which the person is told of; the command goes on.
 */
export async function endOwnKey(cli: Cli, profile: Profile | undefined): Promise<string | null> {
  if (!profile?.ownKey || profile.apiKey === null) return null;
  const { url, apiKey } = profile;
  const caller = createCaller({ url, apiKey, userAgent, timeoutMs: 10_000, maxRetries: 1 });
  try {
    return (await caller.change((sent) => caller.trpc.apiKeys.revokeSelf.mutate(undefined, sent))).name;
  } catch (error) {
    if (!(error instanceof GroundworkError)) throw error;
    cli.say(
      error.code === 'UNAUTHORIZED'
        ? 'The key of this profile had ended before.'
        : `The key of this profile could not be revoked: ${error.message} Revoke it in the browser: Settings → API keys.`,
    );
    return null;
  }
}
