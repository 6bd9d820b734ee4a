import { addPipelines } from './add-pipelines.ts';
import { addProducts } from './add-products.ts';
import { addResource, addressOf, type Draft, nameOf, titleOf } from './draft.ts';
import type { PartsLibrary, Trade, Wording } from './parts-library.ts';
import { reword } from './reword.ts';
import type { Said } from './said/said.ts';
import type { SaidValue } from './said/values-and-links.ts';
import { overlaps } from './words.ts';

/** What the goal names, before any part: its spelling is the one that stays. Calendars come apart, with their part. */
export function addSaid(
  draft: Draft,
  said: Said,
  about: { library: PartsLibrary; trade: Trade | null; wording: Wording },
): void {
  for (const name of said.tags) addResource(draft, 'tag', { name }, 'goal');
  for (const { name, model, dataType, options } of said.fields)
    addResource(
      draft,
      'customField',
      { name, model, dataType: dataType ?? 'TEXT', ...(options.length > 0 ? { options } : {}) },
      'goal',
    );
  addPipelines(draft, said.pipelines, about);
  addProducts(draft, said.products);
  for (const value of said.values) addValue(draft, value, about);
  for (const name of said.texts) addValue(draft, { name, text: null }, about);
}

function addValue(
  draft: Draft,
  { name, text }: SaidValue,
  { library, wording }: { library: PartsLibrary; wording: Wording },
): void {
  const known = library.parts
    .flatMap(({ fragment }) =>
      fragment.resources.map((resource) => ({ resource, fragment: reword(fragment, wording) })),
    )
    .find(({ resource }) => resource.kind === 'customValue' && overlaps(titleOf(resource.properties), name));
  const written = known?.resource.properties['value'];
  const [, variable] = /^\$\{var\.(\w+)\}$/.exec(typeof written === 'string' ? written : '') ?? [];
  const declared = variable === undefined ? undefined : known?.fragment.variables[variable];
  const own = variable !== undefined && declared ? variable : nameOf(name, 'text');
  if (!draft.variables.has(own))
    draft.variables.set(own, {
      ...(declared ?? { type: 'string', description: `What stands for "${name}" in this account` }),
      ...(text === null ? {} : { default: text }),
    });
  if (draft.variables.get(own)?.type === 'string')
    addResource(draft, 'customValue', { name, value: `\${var.${own}}` }, 'goal');
}

/** After the calendars: a link to book leads to the first of them. */
export function addLinks(draft: Draft, links: readonly string[]): void {
  for (const name of links) {
    const calendar = /\b(?:book|booking|appointment|schedule)\b/i.test(name)
      ? draft.resources.find(({ kind }) => kind === 'calendar')
      : undefined;
    if (calendar && draft.variables.has('booking_domain')) {
      const redirectTo = `\${var.booking_domain}/widget/booking/\${${addressOf(calendar)}.id}`;
      addResource(draft, 'triggerLink', { name, redirectTo }, 'goal');
      continue;
    }
    const variable = `${nameOf(name, 'link').slice(0, 50)}_url`;
    if (!draft.variables.has(variable))
      draft.variables.set(variable, {
        type: 'string',
        description: `Where the link "${name}" leads`,
        default: '{{location.website}}',
      });
    addResource(draft, 'triggerLink', { name, redirectTo: `\${var.${variable}}` }, 'goal');
  }
}
