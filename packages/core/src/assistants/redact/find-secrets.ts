import { matches, type Span } from './span.ts';

export const findSecrets = (text: string): Span[] => forms.flatMap((form) => matches(text, form));

export const findUrls = (text: string): Span[] =>
  matches(text, url).filter(({ start, end }) => isPrivate(text.slice(start, end)));

const passwords = 'passwor[dt]|passwd|pwd|passphrase|contraseña';
const named = `(?<![a-z])(?:api[ _-]?key|access[ _-]?key|client[ _-]?secret|secret|token|${passwords}|pin(?: code)?)`;

/** Forms that their makers publish, then what stands behind a name that says it is one, then what nobody makes up. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY[^<]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|(?=<)|$)/dg,
  /(?<![\w-])(?:sk-[\w-]{16,}|key-[0-9a-f]{32})/dg,
  /(?<!\w)[rsp]k_(?:live|test)_\w{8,}/dg,
  /(?<!\w)whsec_[\w+/=-]{8,}/dg,
  /(?<!\w)(?:gh[oprsu]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{16,})/dg,
  /(?<!\w)xox[abeoprs]-[\w-]{10,}/dg,
  /(?<!\w)A(?:KIA|SIA)[0-9A-Z]{16}(?!\w)/dg,
  /(?<!\w)AIza[\w-]{30,}/dg,
  /(?<!\w)SG\.[\w-]{16,}\.[\w-]{16,}/dg,
  /(?<!\w)(?:SK|AC)[0-9a-f]{32}(?!\w)/dg,
  /(?<!\w)(?:ya29\.[\w-]{20,}|EAA[A-Za-z0-9]{30,})/dg,
  /(?<!\w)[a-z]{2,8}_(?=[A-Za-z]*\d)[A-Za-z0-9]{28,}(?!\w)/dg,
  /(?<![\w-])pit-[0-9a-f]{8}-[0-9a-f-]{20,}/dgi,
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/dg,
  /(?<!\w)Bearer\s{1,3}([\w.~+/=-]{8,})/dgi,
  /(?<!\w)Basic\s{1,3}((?=[\w+/]{0,30}\d)[\w+/]{8,}={0,2})/dgi,
  new RegExp(`${named}["' ]{0,3}[:=]["' ]{0,3}([^\\s"'{}$<>,]{8,})`, 'dgi'),
  new RegExp(`${named}["' ]{0,3}(?:[:=]| is )["' ]{0,3}((?=[^\\s"'{}$<>,]{0,30}\\d)[^\\s"'{}$<>,]{4,})`, 'dgi'),
  new RegExp(`(?<![a-z])(?:${passwords})["' ]{0,3}[:=] {0,2}(?:"([^"{}$<>\\n]{6,60})"|'([^'{}$<>\\n]{6,60})')`, 'dgi'),
  /(?<![\w.])(?=[0-9a-f]*\d)[0-9a-f]{32,}(?!\w)/dgi,
  /(?<![\w.+/=-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{40,}={0,2}/dg,
];

const url = /(?<!\w)[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>\\]*[^\s"'<>\\.,;:!?)\]}]/dgi;

/** A password, or a parameter or hook that lets in whoever knows it. What will be filled in later is not there yet. */
function isPrivate(address: string): boolean {
  if (/^[^/]*\/\/[^/?#]*:[^/?#]*@/.test(address)) return true;
  if (/[/.](?:web)?hooks?[/.]/i.test(address)) return true;
  const [, query = ''] = address.split(/[?#](.*)/s);
  return query.split(/[&;]/).some((part) => {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (value === '' || /^(?:\$\{|\{\{)/.test(value)) return false;
    if (/^utm_/i.test(name)) return false;
    return lettingIn.test(name) || (/^[\w.~%-]{20,}$/.test(value) && /\d/.test(value));
  });
}

/** Such a word alone or as the last part of a name: `key`, `apiKey`, `access_token`. */
const lettingIn =
  /(?:^|[_.-]|(?<=[a-z])(?=[A-Z])|api|access)(?:key|token|secret|sig|signature|auth|pass|password|passwd|pwd|code|session|sid)$/i;
