import type { DeclaredResource } from '../../blueprint/declared-resources.ts';
import type { JsonObject } from '../../json.ts';
import { isOwn } from './lifecycles.ts';
import type { Finding, Reviewed, Rule } from './types.ts';

/** What is usually said, and is not said here. */
export const gaps: Rule = (reviewed) => [
  ...calendarsWithout(reviewed, ['allowBookingAfter'], {
    title: 'Ask for notice before a booking',
    why: 'Without allowBookingAfter people may book an appointment that begins in a minute. Two hours are written here as an example.',
    set: { allowBookingAfter: { value: 2, unit: 'hours' } },
  }),
  ...calendarsWithout(reviewed, ['slotBuffer', 'preBuffer'], {
    title: 'Keep time free between appointments',
    why: 'Without slotBuffer or preBuffer one appointment begins as another ends. Ten minutes are written here as an example.',
    set: { slotBuffer: 10 },
  }),
  ...silentProducts(reviewed),
  ...silentVariables(reviewed),
  ...silentBlueprint(reviewed),
];

function calendarsWithout(
  { resources }: Reviewed,
  attributes: readonly string[],
  { set, ...words }: { title: string; why: string; set: JsonObject },
): Finding[] {
  const bare = resources.filter(
    (resource) =>
      resource.kind === 'calendar' &&
      isOwn(resource) &&
      resource.properties['isActive'] !== false &&
      !attributes.some((attribute) => attribute in resource.properties),
  );
  const resourcesOf = bare.map(({ name }) => ({ kind: 'calendar', address: name, ...set }));
  return about(bare, { ...words, change: { resources: resourcesOf } });
}

const silentProducts = ({ resources }: Reviewed): Finding[] =>
  about(
    resources.filter(
      (resource) =>
        resource.kind === 'product' &&
        isOwn(resource) &&
        resource.properties['description'] === undefined &&
        resource.properties['availableInStore'] !== false,
    ),
    {
      title: 'Describe the products',
      why: 'Who buys one sees its name alone, in the store and on the order form.',
      change: null,
    },
  );

const silentVariables = ({ blueprint }: Reviewed): Finding[] =>
  about(
    Object.entries(blueprint.variables)
      .filter(([, { description }]) => description === undefined)
      .map(([name]) => ({ address: `var.${name}` })),
    {
      title: 'Say what the variables are for',
      why: 'Whoever applies the blueprint is asked for them, and sees their names alone.',
      change: null,
    },
  );

const silentBlueprint = ({ blueprint }: Reviewed): Finding[] =>
  blueprint.description === undefined
    ? [
        {
          title: 'Describe the blueprint',
          why: 'In a list of blueprints its name alone says what it is for.',
          reason: 'missing',
          addresses: [],
          change: null,
        },
      ]
    : [];

const about = (
  things: readonly Pick<DeclaredResource, 'address'>[],
  finding: Omit<Finding, 'reason' | 'addresses'>,
): Finding[] =>
  things.length === 0 ? [] : [{ ...finding, reason: 'missing', addresses: things.map(({ address }) => address) }];
