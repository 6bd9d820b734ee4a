import { request } from 'undici';
import { fixtures } from './fixtures/agencies.ts';

export interface ConsentChoice {
  /** A user id of the fixtures; the agency's first admin when left out. */
  as?: string | undefined;
  /** Location ids; all of the person's agency when left out. */
  locations?: string[] | undefined;
  futureLocations?: boolean | undefined;
  decision?: 'allow' | 'deny' | undefined;
}

/** Fills in the consent page without a browser. Takes an authorize URL, gives the callback URL it leads to. */
export async function consent(authorizeUrl: string, choice: ConsentChoice = {}): Promise<string> {
  const page = await request(authorizeUrl, { headers: agent });
  const html = await page.body.text();
  if (page.statusCode !== 200) throw new Error(`The consent page answered ${page.statusCode}: ${textOf(html)}`);

  const inputs = [...html.matchAll(/<input [^>]*>/g)].map(([tag]) => ({
    type: attribute(tag, 'type'),
    name: attribute(tag, 'name'),
    value: attribute(tag, 'value'),
  }));
  const form = new URLSearchParams();
  for (const { type, name, value } of inputs) if (type === 'hidden') form.append(name, value);
  form.set('as', choice.as ?? fixtures.users.agencyAdmin.id);
  const all = inputs.filter(({ name }) => name === 'locations').map(({ value }) => value);
  for (const id of choice.locations ?? all) form.append('locations', id);
  if (choice.futureLocations ?? true) form.set('futureLocations', 'on');
  form.set('decision', choice.decision ?? 'allow');

  const answer = await request(new URL(authorizeUrl).origin + new URL(authorizeUrl).pathname, {
    method: 'POST',
    headers: { ...agent, 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const body = await answer.body.text();
  const location = answer.headers['location'];
  if (typeof location !== 'string') throw new Error(`Consent was refused with ${answer.statusCode}: ${textOf(body)}`);
  return location;
}

const agent = { 'user-agent': 'GHL-Sandbox-Consent' };

const attribute = (tag: string, name: string): string => decode(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const letters: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const decode = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => letters[entity] ?? entity);

const textOf = (html: string): string =>
  decode(/<main>(.*)<\/main>/s.exec(html)?.[1] ?? html)
    .replaceAll(/<[^>]+>/g, ' ')
    .trim();
