import fc from 'fast-check';
import { asTemplate } from '../../blueprint/references.ts';
import { renderTemplate } from '../../blueprint/template.ts';
import { type Lifecycle, manageModes, type ResolvedResource } from '../../blueprint/types.ts';
import type { JsonObject } from '../../json.ts';
import { keyFromName } from '../../kinds/key-from-name.ts';
import { kinds } from '../../kinds/registry.ts';
import { type KindName, kindNames, type LiveResource } from '../../kinds/types.ts';
import type { StateEntry } from '../types.ts';

export type Account = Record<KindName, LiveResource[]>;
export interface World {
  resources: ResolvedResource[];
  live: Account;
  state: StateEntry[];
}

const names = ['VIP', 'gold', 'Check-in date', 'Größe', 'Plan', '$$$ ${x}'];
const texts = ['', 'a', 'b', '${tag.r0.id}', '{{contact.name}} $'];
const name = fc.constantFrom(...names);
const text = fc.constantFrom(...texts);

/** Names of parts that differ by case are one part; some need escapes in a template. */
const partName = fc.constantFrom('New', 'new', 'Won', 'Lost', 'Hold ${on}', '$${x');
const stage = fc.record(
  { name: partName, winProbability: fc.constantFrom(0, 50, 100), color: fc.constantFrom('#000000', '#FFFFFF') },
  { requiredKeys: ['name'] },
);
const price = fc.record(
  {
    name: partName,
    type: fc.constantFrom('one_time', 'recurring'),
    amount: fc.constantFrom(0, 9.9),
    currency: fc.constantFrom('usd', 'EUR'),
    description: text,
  },
  { requiredKeys: ['name', 'type', 'amount', 'currency'] },
);
const hours = fc.constantFrom(
  [{ days: ['tue', 'mon'], from: '09:00', to: '17:00' }],
  [{ day: 'mon', from: '09:00', to: '17:00' }],
  [],
);

/** What a blueprint may say of an object of the kind. In an account two prices may share a name; two stages may not (GHL docs). */
const attributesOf = (kind: KindName, side: 'written' | 'live'): fc.Arbitrary<JsonObject> => {
  const unique = <T extends { name: string }>(part: fc.Arbitrary<T>) =>
    fc.uniqueArray(part, { selector: (one) => one.name.trim().toLowerCase(), maxLength: 5 });
  switch (kind) {
    case 'tag':
      return fc.record({ name });
    case 'customValue':
      return fc.record({ name, value: text });
    case 'customField':
      return fc.record(
        {
          name,
          dataType: fc.constantFrom('TEXT', 'DATE', 'RADIO'),
          model: fc.constantFrom('contact', 'opportunity'),
          placeholder: text,
        },
        { requiredKeys: ['name', 'dataType', 'model'] },
      );
    case 'calendarGroup':
      return fc.record({ name, slug: fc.constantFrom('a', 'b'), description: text }, { requiredKeys: ['name'] });
    case 'calendar':
      return fc.record(
        {
          name,
          calendarType: side === 'live' ? fc.constantFrom('event', 'round_robin') : fc.constant('event'),
          slotDuration: fc.constantFrom(15, 30),
          allowBookingFor: fc.constantFrom({ value: 1, unit: 'weeks' }, { value: 2, unit: 'weeks', more: true }),
          openHours: hours,
          teamMembers: fc.subarray(['Ann@x.test', 'ben@x.test', 'user:Xy']),
        },
        { requiredKeys: ['name'] },
      );
    case 'pipeline':
      return fc.record({ name, stages: unique(stage) });
    case 'product':
      return fc.record(
        {
          name,
          productType: fc.constantFrom('SERVICE', 'DIGITAL'),
          prices: side === 'live' ? fc.array(price, { maxLength: 5 }) : unique(price),
        },
        { requiredKeys: side === 'live' ? ['name', 'productType', 'prices'] : ['name', 'productType'] },
      );
    case 'triggerLink':
      return fc.record({ name, redirectTo: text });
  }
};

/** Mostly none: what Groundwork owns is the rule. */
const lifecycleOf = (kind: KindName): fc.Arbitrary<Lifecycle | undefined> =>
  fc.option(
    fc.record({
      manage: fc.constantFrom(...manageModes),
      preventDestroy: fc.boolean(),
      ignore: fc.subarray(kinds[kind].managed.filter((attribute) => attribute !== 'name')),
    }),
    { nil: undefined, freq: 1 },
  );

/** Some are instances of a resource with `forEach`. */
const addressOf = (kind: KindName, index: number): string =>
  index % 2 === 0 ? `${kind}.r${index}` : `${kind}.each["k ${index}"]`;

const resourcesOf = (kind: KindName): fc.Arbitrary<ResolvedResource[]> =>
  fc
    .uniqueArray(
      fc.tuple(
        attributesOf(kind, 'written').map((attributes) => kinds[kind].normalise(attributes)),
        lifecycleOf(kind),
      ),
      { selector: ([attributes]) => kinds[kind].naturalKey(attributes), maxLength: 4 },
    )
    .map((list) =>
      list.map(([attributes, lifecycle], index) => ({
        address: addressOf(kind, index),
        kind,
        name: `r${index}`,
        properties: kinds[kind].normalise(asTemplate(attributes)),
        dependsOn: [],
        ...(lifecycle ? { lifecycle } : {}),
      })),
    );

/** What only the account knows: GHL's key, frozen at the first name. */
export const readable = (kind: KindName, firstName: string): JsonObject =>
  kind === 'customField' || kind === 'customValue'
    ? { fieldKey: `x.${keyFromName(firstName) || firstName}` }
    : kind === 'calendarGroup' || kind === 'calendar'
      ? { slug: 'of-ghl' }
      : {};

/** Objects of a client's account: any names, some twice, some renamed since their key was made. */
const liveOf = (kind: KindName): fc.Arbitrary<LiveResource[]> =>
  fc.array(fc.tuple(attributesOf(kind, 'live'), name), { maxLength: 5 }).map((list) =>
    list.map(([attributes, firstName], index) => ({
      id: `${kind}-${index}`,
      attributes: kinds[kind].normalise({ ...readable(kind, firstName), ...attributes }),
    })),
  );

const stateOf = (kind: KindName): fc.Arbitrary<StateEntry[]> =>
  fc
    .uniqueArray(
      fc.tuple(
        fc.nat(5),
        fc.nat(6),
        attributesOf(kind, 'written'),
        fc.constantFrom('created', 'adopted'),
        fc.constantFrom(undefined, undefined, 'protected', 'seeded'),
      ),
      { selector: ([index]) => index, maxLength: 4 },
    )
    .map((list) =>
      list.map(([index, id, attributes, origin, retain]): StateEntry => ({
        address: addressOf(kind, index),
        kind,
        ghlId: `${kind}-${id}`,
        lastApplied: kinds[kind].normalise(attributes),
        origin: origin === 'created' ? 'created' : 'adopted',
        ...(retain === undefined ? {} : { retain: retain === 'protected' ? 'protected' : 'seeded' }),
      })),
    );

const forEveryKind = <T>(of: (kind: KindName) => fc.Arbitrary<T[]>): fc.Arbitrary<T[]> =>
  fc.tuple(...kindNames.map(of)).map((groups) => groups.flat());

/** A blueprint, an account and what Groundwork recorded of it: any, with or without anything in common. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({
    resources: forEveryKind(resourcesOf),
    live: fc.tuple(...kindNames.map(liveOf)).map(accountOf),
    state: forEveryKind(stateOf),
    refersTo: fc.nat(4),
  })
  .map(({ refersTo, ...rest }) => ({
    ...rest,
    resources: rest.resources.map((resource) => withReference(resource, rest.resources, refersTo)),
  }));

/** Lets custom values refer to a field and calendars to a group, where there is one. */
function withReference(resource: ResolvedResource, all: readonly ResolvedResource[], index: number): ResolvedResource {
  const targetKind = resource.kind === 'customValue' ? 'customField' : 'calendarGroup';
  const target = all.filter(({ kind }) => kind === targetKind)[index];
  if (!target || (resource.kind !== 'customValue' && resource.kind !== 'calendar')) return resource;
  const changed =
    resource.kind === 'customValue'
      ? { value: renderTemplate(['{{', { address: target.address, attribute: 'fieldKey' }, '}}']) }
      : { groupId: renderTemplate([{ address: target.address, attribute: 'id' }]) };
  return { ...resource, properties: { ...resource.properties, ...changed }, dependsOn: [target.address] };
}

export function accountOf(lists: readonly LiveResource[][]): Account {
  const at = (kind: KindName): LiveResource[] => lists[kindNames.indexOf(kind)] ?? [];
  return {
    tag: at('tag'),
    customField: at('customField'),
    customValue: at('customValue'),
    calendarGroup: at('calendarGroup'),
    calendar: at('calendar'),
    pipeline: at('pipeline'),
    product: at('product'),
    triggerLink: at('triggerLink'),
  };
}

export const mapAccount = (live: Account, change: (list: LiveResource[]) => LiveResource[]): Account =>
  accountOf(kindNames.map((kind) => change(live[kind])));
