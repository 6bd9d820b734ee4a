import type { Logger } from './options.ts';

/**
 * Says once what the server says of a call that will go, by the headers of RFC 9745 and RFC 8594 and a warning with the words. To the
 * logger, and where it takes no warnings to the console: nobody reads headers, and it would be found out when it is too late.
 */
export function createDeprecationNotice(logger: Logger | undefined): (answer: Response) => void {
  const said = new Set<string>();
  return ({ headers, url }) => {
    if (!headers.has('deprecation')) return;
    const procedure = /\/trpc\/([^/?#]+)/.exec(url)?.[1] ?? url;
    for (const words of wordsOf(headers, procedure)) {
      if (said.has(words)) continue;
      said.add(words);
      if (logger?.warn) logger.warn(words, { procedure, sunset: headers.get('sunset') });
      else console.warn(`Groundwork: ${words}`);
    }
  };
}

function wordsOf(headers: Headers, procedure: string): string[] {
  const texts = [...(headers.get('warning') ?? '').matchAll(/299 - ("(?:[^"\\]|\\.)*")/g)];
  const words = texts.flatMap(([, quoted = '""']) => textOf(quoted));
  if (words.length > 0) return words;
  const until = Date.parse(headers.get('sunset') ?? '');
  const when = Number.isNaN(until) ? '' : ` and may be gone from ${new Date(until).toISOString().slice(0, 10)} on`;
  return [`${procedure} is deprecated${when}.`];
}

function textOf(quoted: string): string[] {
  try {
    return [String(JSON.parse(quoted))];
  } catch {
    return [];
  }
}
