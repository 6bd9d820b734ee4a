import { createGroundwork, type Groundwork } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import type { Settings } from '../config/settings.ts';
import { exitCodes } from '../exit-codes.ts';

export const notSignedIn = ({ url, profile }: Settings): CliError =>
  new CliError(`Nobody is signed in at ${url} (profile ${profile}).`, {
    code: 'NOT_SIGNED_IN',
    exitCode: exitCodes.notSignedIn,
    next: `groundwork login --url ${url}${profile === 'default' ? '' : ` --profile ${profile}`}`,
  });

interface Told {
  /** What happens on the wire. */
  trace: (line: string) => void;
  /** For the person who waits. */
  say: (line: string) => void;
  warn: (line: string) => void;
}

/** Who waits for a first answer is told that it is tried again; once something answered, a stream goes on by itself. */
export function connect(settings: Settings, { trace, say, warn }: Told): Groundwork {
  const { url, apiKey } = settings;
  if (apiKey === null) throw notSignedIn(settings);
  let isWaiting = true;
  return createGroundwork({
    url,
    apiKey,
    async fetch(input, init) {
      const answer = await fetch(input, init);
      isWaiting = false;
      return answer;
    },
    logger: {
      debug(message, details) {
        trace(`${message} ${JSON.stringify(details)}`);
        if (!isWaiting || typeof details['delayMs'] !== 'number') return;
        isWaiting = false;
        say(`${url} does not answer; trying again for a while …`);
      },
      warn,
    },
  });
}
