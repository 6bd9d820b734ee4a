import { matches, type Span } from './span.ts';

export const findSecrets = (text: string): Span[] => forms.flatMap((form) => matches(text, form));

export const findUrls = (text: string): Span[] =>
  matches(text, url).filter(({ start, end }) => isPrivate(text.slice(start, end)));

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
  /(?<![\w-])pit-[0-9a-f]{8}-[0-9a-f-]{20,}/dgi,
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/dg,
  /(?<!\w)Bearer\s{1,3}([\w.~+/=-]{8,})/dgi,
  /(?<![a-z])(?:api[ _-]?key|access[ _-]?key|client[ _-]?secret|secret|token|passwor[dt]|passphrase|pin code)["' ]{0,3}[:=]["' ]{0,3}([^\s"'{}$<>,]{8,})/dgi,
  /(?<![\w.])(?=[0-9a-f]*\d)[0-9a-f]{40,}(?!\w)/dgi,
  /(?<![\w.+/=-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{40,}={0,2}/dg,
];

const url = /(?<!\w)[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>\\]*[^\s"'<>\\.,;:!?)\]}]/dgi;

/** A password, or a parameter or hook that lets in whoever knows it. What will be filled in later is not there yet. */
function isPrivate(address: string): boolean {
  if (/^[^/]*\/\/[^/?#]*:[^/?#]*@/.test(address)) return true;
  if (/\bhooks?\b/i.test(address)) return true;
  const [, query = ''] = address.split(/[?#](.*)/s);
  return query.split(/[&;]/).some((part) => {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (value === '' || /^(?:\$\{|\{\{)/.test(value)) return false;
    return (
      /key|token|secret|sig|auth|pass|code|session/i.test(name) || (/^[\w.~%-]{20,}$/.test(value) && /\d/.test(value))
    );
  });
}
