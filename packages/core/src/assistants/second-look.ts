import type { Json } from '@groundwork/shared';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { AssistantRequest } from '@groundwork/shared/views';
import { findPhones } from './redact/find-numbers.ts';
import { findEmails } from './redact/find-places.ts';
import { findSecrets } from './redact/find-secrets.ts';
import { joined, matches, type Span } from './redact/span.ts';

/**
 * What a person must not overlook in a long diff: where a resource begins to lead people, unless the person's own words say so, and
 * keys that come to stand where whoever uses the account reads them. One sentence each.
 */
export function secondLook(request: AssistantRequest, before: string, after: string): string[] {
  const old = textsOf(before);
  const said = wordsOf(request);
  const own = new Set([...leadsIn(said), ...said.toLowerCase().split(/[\s,;()"'<>]+/)].map(withoutScheme));
  const sights: string[] = [];
  for (const [address, text] of textsOf(after)) {
    const was = old.get(address) ?? '';
    if (was === text) continue;
    const had = new Set(leadsIn(was));
    const leads = leadsIn(text).filter((lead) => !had.has(lead) && !own.has(withoutScheme(lead)));
    if (leads.length > 0)
      sights.push(`Look twice: ${address} names ${leads.map(readably).join(', ')}, which you did not say.`);
    const keys = secretsIn(text).filter((key) => !was.includes(key));
    if (keys.length > 0 && !address.startsWith('var.'))
      sights.push(
        `Look twice: ${address} holds what looks like a password or key. Whoever uses the account can read it there.`,
      );
  }
  const more = sights.length - mostSights;
  return more > 0
    ? [...sights.slice(0, mostSights), `Look twice: so do ${more} more places. Read the whole diff.`]
    : sights;
}

const mostSights = 12;

/** By address: all that is written there, in one text. Nothing stands in a text that is no blueprint. */
function textsOf(source: string): Map<string, string> {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return new Map();
  const { resources, variables } = parsed.blueprint;
  const entries = (group: string, of: object) =>
    Object.entries(of).map(([name, value]: [string, Json]) => [`${group}.${name}`, allOf(value)] as const);
  return new Map([
    ...entries('var', variables),
    ...Object.entries(resources).flatMap(([kind, named]) => entries(kind, named ?? {})),
  ]);
}

const allOf = (value: Json): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(allOf).join('\n')
      : '';

const wordsOf = (request: AssistantRequest): string =>
  request.task === 'author' ? [request.goal, ...(request.answers ?? []).map(({ answer }) => answer)].join('\n') : '';

/** Web addresses, e-mail addresses and telephone numbers. GHL's and our own expressions are none. */
function leadsIn(text: string): string[] {
  const spans = [...matches(text, address), ...findEmails(text), ...findPhones(text)];
  const whole = joined(spans);
  return [...new Set(whole.map((span) => cut(text, span).toLowerCase()))];
}

const withoutScheme = (lead: string): string =>
  lead.replace(/^[a-z+.-]+:\/\/(?:www\.)?|^www\./, '').replace(/[./!?]+$/, '');

const secretsIn = (text: string): string[] => findSecrets(text).map((span) => cut(text, span));

const cut = (text: string, { start, end }: Span): string => text.slice(start, end);

const address =
  /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>\\]*[^\s"'<>\\.,;:!?)\]}]|www\.[^\s"'<>\\]*[^\s"'<>\\.,;:!?)\]}]|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\/[^\s"'<>\\]*[^\s"'<>\\.,;:!?)\]}])/dgiu;

/** A host in letters that look like others is shown as it is called on the network, too. */
function readably(lead: string): string {
  const shown = lead.length > mostCharacters ? `${lead.slice(0, mostCharacters)}…` : lead;
  const host = URL.canParse(lead) ? new URL(lead).host : '';
  return host.includes('xn--') ? `${shown} (${host})` : shown;
}

const mostCharacters = 120;
