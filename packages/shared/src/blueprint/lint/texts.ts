import type { Json } from '../../json.ts';
import type { KindName } from '../../kinds/types.ts';
import type { DeclaredResource } from '../declared-resources.ts';
import { textsOf } from '../map-texts.ts';
import { parseTemplate } from '../template.ts';
import type { Blueprint } from '../types.ts';
import type { Finding } from './finding.ts';

/** Texts that should not stand in a blueprint as they are: secrets, and what differs from client to client. */
export function lintTexts(resources: readonly DeclaredResource[], { variables, description }: Blueprint): Finding[] {
  const found: Finding[] = [];
  for (const { text, path } of textsOf({ description: description ?? null, variables: variables as unknown as Json })) {
    const what = secretIn(text);
    if (what) found.push({ message: exposed(what), path });
  }
  for (const { kind, path, properties } of resources)
    for (const { text, path: below } of textsOf(properties)) {
      const written = plainOf(text);
      const at = [...path, ...below];
      const secret = secretIn(written);
      const detail = secret ? null : detailIn(kind, String(below[0]), written);
      if (secret) found.push({ message: exposed(secret), path: at });
      if (detail)
        found.push({
          message: `${detail} stands here, and every account gets the same. If it is the client's own, declare a variable and write \${var.name} in its place.`,
          path: at,
        });
    }
  return found;
}

/** What is written out, with a gap where something will be filled in. */
const plainOf = (text: string): string =>
  parseTemplate(text)
    .map((piece) => (piece.type === 'text' ? piece.text : '\n'))
    .join('');

/** Never quotes what it is about. */
const exposed = (what: string): string =>
  `This looks like ${what}, and everyone who may read the blueprint can read it. Declare a variable with secret: true, use that here, and have the key replaced: older versions keep it.`;

/** Forms that their makers publish, so that leaks of them can be found. */
const secrets: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY/, 'a private key'],
  [/\bsk-[\w-]{20,}/, 'an OpenAI or Anthropic key'],
  [/\b[rs]k_(live|test)_\w{16,}/, 'a Stripe key'],
  [/\bwhsec_\w{16,}/, 'a Stripe webhook secret'],
  [/\bgh[oprsu]_\w{30,}|\bgithub_pat_\w{30,}/, 'a GitHub token'],
  [/\bxox[abeoprs]-[\w-]{10,}/, 'a Slack token'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bAIza[\w-]{35}/, 'a Google API key'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a SendGrid key'],
  [/\bSK[0-9a-f]{32}\b/, 'a Twilio key'],
  [/\bpit-[0-9a-f]{8}-[0-9a-f-]{27}/, 'a GoHighLevel private integration token'],
  [/(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./, 'an access token'],
  [/\b[a-z]+:\/\/[^\s/:@]+:[^\s/@]+@/, 'a web address with a password'],
  [/\b(api[ _-]?key|secret|token|password)\b["' ]*[:=]["' ]*[^\s"'{}]{12,}/i, 'a password or key'],
];

const secretIn = (text: string): string | null => secrets.find(([form]) => form.test(text))?.[1] ?? null;

/** Where clients read, or are led to. Names tell what is meant, and a team is made of e-mail addresses. */
const shown: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  customValue: ['value'],
  triggerLink: ['redirectTo'],
  calendar: ['description', 'notes', 'eventTitle', 'locationConfigurations'],
  calendarGroup: ['description'],
  product: ['description'],
};

const phone = /(?<![\w.+/-])(\+\d[\d ().-]{7,}\d|\(\d{3}\) ?\d{3}[ -.]\d{4}|\d{3}[-.]\d{3}[-.]\d{4})(?![\w-])/;
const email = /(?<![\w.+-])[\w.+-]+@(?!example\.)[\w-]+(\.[\w-]+)+/;

function detailIn(kind: KindName, attribute: string, text: string): string | null {
  if (!shown[kind]?.includes(attribute)) return null;
  if (email.test(text)) return 'An e-mail address';
  return phone.test(text) ? 'A phone number' : null;
}
