import { createGroundwork, type Groundwork } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import type { Settings } from '../config/settings.ts';
import { exitCodes } from '../exit-codes.ts';
import { isNoAnswer } from '../print-error.ts';
import { userAgent } from './user-agent.ts';

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

/** Who waits is told once that nothing answers, and once that something does again: what follows a stream tries without end. */
export function connect(settings: Settings, { trace, say, warn }: Told): Groundwork {
  const { url, apiKey } = settings;
  if (apiKey === null) throw notSignedIn(settings);
  let isAway = false;
  return createGroundwork({
    url,
    apiKey,
    userAgent,
    async fetch(input, init) {
      const answer = await fetch(input, init);
      if (isAway && answer.ok) {
        isAway = false;
        say(`${url} answers again.`);
      }
      return answer;
    },
    logger: {
      debug(message, details) {
        trace(`${message} ${JSON.stringify(details)}`);
        if (isAway) return;
        isAway = true;
        say(`${url} ${isNoAnswer(details['code']) ? 'does not answer' : 'asks to wait'}; trying again …`);
      },
      warn,
    },
  });
}
