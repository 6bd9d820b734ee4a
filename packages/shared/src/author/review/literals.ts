import type { DeclaredResource } from '../../blueprint/declared-resources.ts';
import { mapTexts, type Path, textsOf } from '../../blueprint/map-texts.ts';
import { parseTemplate } from '../../blueprint/template.ts';
import type { JsonObject } from '../../json.ts';
import type { Finding, Reviewed, Rule } from './types.ts';

interface Place {
  resource: DeclaredResource;
  path: Path;
  text: string;
}
interface Literal {
  text: string;
  variable: string;
  what: string;
  places: Place[];
  /** Another account must not get this one's by default. */
  isOwnOfAccount: boolean;
}

const minRepeats = 3;
const minTextLength = 12;

/** Attributes that hold words for people; of the others a text means one of GHL's words. */
const worded: readonly string[] = [
  'description',
  'value',
  'notes',
  'location',
  'placeholder',
  'redirectTo',
  'eventTitle',
  'currency',
];

const forms: readonly { pattern: RegExp; what: string; variable: string; isOwnOfAccount: boolean }[] = [
  {
    pattern: /(?<![\w.+-])[\w.+-]+@(?!example\.)[\w-]+(?:\.[\w-]+)+/g,
    what: 'e-mail address',
    variable: 'email',
    isOwnOfAccount: true,
  },
  {
    pattern: /(?<![\w.+/-])(?:\+\d[\d ().-]{7,}\d|\(\d{3}\) ?\d{3}[ -.]\d{4}|\d{3}[-.]\d{3}[-.]\d{4})(?![\w-])/g,
    what: 'phone number',
    variable: 'phone',
    isOwnOfAccount: true,
  },
  { pattern: /https?:\/\/[^\s"'<>{}$]+[^\s"'<>{}$.,;:!?)]/g, what: 'address', variable: 'link', isOwnOfAccount: false },
];

/** What differs from account to account, or has to be changed in many places at once, should be one variable. */
export const literals: Rule = (reviewed) => {
  const places = reviewed.resources.flatMap((resource) =>
    [...textsOf(resource.properties)]
      .filter(({ path }) => worded.includes(String(path.findLast((step) => typeof step === 'string'))))
      .map((found): Place => ({ resource, ...found })),
  );
  const details = detailsIn(places);
  const told = new Set(details.flatMap((detail) => detail.places));
  return [...details, ...repeatsIn(places.filter((place) => !told.has(place)))].map((literal) =>
    findingOf(literal, reviewed),
  );
};

function detailsIn(places: readonly Place[]): Literal[] {
  const found = new Map<string, Literal>();
  for (const place of places)
    for (const { pattern, ...form } of forms)
      for (const [text] of place.text.matchAll(pattern)) {
        if (place.text.includes('$${') || isWithinExpression(place.text, text)) continue;
        const literal = found.get(text) ?? { ...form, text, places: [] };
        if (!literal.places.includes(place)) literal.places.push(place);
        found.set(text, literal);
      }
  return [...found.values()];
}

/** `https://x.test/${var.page}`: an address that is made up already. */
const isWithinExpression = (whole: string, text: string): boolean =>
  parseTemplate(whole).length > 1 && whole.includes(`${text}$`);

function repeatsIn(places: readonly Place[]): Literal[] {
  const groups = Map.groupBy(places, ({ text, path }) => `${String(path.at(-1))}\n${text}`);
  return [...groups.values()].flatMap((group): Literal[] => {
    const [first] = group;
    if (!first || group.length < minRepeats || first.text.includes('${')) return [];
    const attribute = String(first.path.at(-1));
    if (attribute !== 'currency' && first.text.length < minTextLength) return [];
    const what = `${attribute} "${first.text.length > 40 ? `${first.text.slice(0, 40)}…` : first.text}"`;
    return [{ text: first.text, variable: snake(attribute), what, places: group, isOwnOfAccount: false }];
  });
}

function findingOf({ text, variable, what, places, isOwnOfAccount }: Literal, { blueprint }: Reviewed): Finding {
  const addresses = [...new Set(places.map(({ resource }) => resource.address))];
  const isDetail = places[0]?.text !== text || isOwnOfAccount || variable === 'link';
  const name = freeName(
    variable === 'link' ? `${variable}_${places[0]?.resource.name ?? ''}` : variable,
    blueprint.variables,
  );
  const declared = {
    name,
    type: 'string',
    description: describe(variable),
    ...(isOwnOfAccount ? {} : { default: text }),
  };
  return {
    title: isDetail ? `Make the ${what} a variable` : `Write the ${what} once`,
    why: isOwnOfAccount
      ? `It stands in the blueprint, so every account gets the same. As \${var.${name}} each is asked for its own.`
      : `It stands in ${places.length === 1 ? 'the blueprint' : `${places.length} places`}. As \${var.${name}} it is changed in one, and an account may have another.`,
    reason: 'convention',
    addresses,
    change: {
      variables: [declared],
      resources: [...Map.groupBy(places, ({ resource }) => resource)].map(([resource, own]) =>
        withVariable(resource, own, text, `\${var.${name}}`),
      ),
    },
  };
}

/** The attributes with the text in these places replaced. */
function withVariable(
  resource: DeclaredResource,
  places: readonly Place[],
  text: string,
  expression: string,
): JsonObject {
  const paths = new Set(places.map(({ path }) => path.join('.')));
  const changed = mapTexts(resource.properties, (whole, path) =>
    paths.has(path.join('.')) ? whole.replaceAll(text, () => expression) : whole,
  );
  const touched = new Set(places.map(({ path }) => String(path[0])));
  const attributes = Object.entries(changed).filter(([attribute]) => touched.has(attribute));
  return { kind: resource.kind, address: resource.name, ...Object.fromEntries(attributes) };
}

const snake = (attribute: string): string => attribute.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const describe = (variable: string): string =>
  ({ email: 'E-mail address', phone: 'Phone number', link: 'Web address', currency: 'Three letters, e.g. USD' })[
    variable
  ] ?? `Text for ${variable.replaceAll('_', ' ')}`;

function freeName(wanted: string, taken: object): string {
  const base = wanted.slice(0, 60);
  if (!Object.hasOwn(taken, base)) return base;
  let number = 2;
  while (Object.hasOwn(taken, `${base}_${number}`)) number++;
  return `${base}_${number}`;
}
