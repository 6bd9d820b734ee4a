import type { ResolvedResource } from '../../packages/shared/src/blueprint/index.ts';
import type { JsonObject } from '../../packages/shared/src/json.ts';
import { type KindName, kindNames, kinds, type LiveResource } from '../../packages/shared/src/kinds/index.ts';
import { type LiveAccount, type PlanItem, renderPlan, type StateEntry } from '../../packages/shared/src/plan/index.ts';

export interface Sample {
  resources: ResolvedResource[];
  live: LiveAccount;
  state: StateEntry[];
}

/** A blueprint of this many resources, and an account that it was applied to once; see `bench/diff.ts`. */
export function messyAccount(size: number): Sample {
  const live = Object.fromEntries(kindNames.map((kind) => [kind, [] as LiveResource[]])) as Record<
    KindName,
    LiveResource[]
  >;
  const sample: Sample = { resources: [], live, state: [] };
  for (let index = 0; index < size; index += 1) {
    const kind = kindNames[index % kindNames.length] ?? 'tag';
    const name = `r${index}`;
    const address = `${kind}.${name}`;
    const group = `calendarGroup.r${index - 1}`;
    const properties = { ...attributesOf(kind, index), ...(kind === 'calendar' ? { groupId: `\${${group}.id}` } : {}) };
    sample.resources.push({
      address,
      kind,
      name,
      properties: kinds[kind].normalise(properties),
      dependsOn: kind === 'calendar' ? [group] : [],
    });
    live[kind].push({ id: `foreign-${index}`, attributes: held(kind, index, { name: `theirs ${index}` }) });
    const fate = Math.floor(index / kindNames.length) % 4;
    if (fate === 0) continue;
    const id = `id-${index}`;
    const groupId = kind === 'calendar' ? { groupId: `id-${index - 1}` } : {};
    const [old, edited] = [fate === 1 ? 'old' : 'new', fate === 2 ? 'edited' : undefined];
    const lastApplied = kinds[kind].normalise({ ...attributesOf(kind, index, old), ...groupId });
    live[kind].push({ id, attributes: held(kind, index, { ...attributesOf(kind, index, edited ?? old), ...groupId }) });
    sample.state.push({ address, kind, ghlId: id, lastApplied, origin: 'created' });
  }
  return sample;
}

/** As the last line of the plan says it. */
export const applied = (items: readonly PlanItem[]): string => renderPlan(items).split('\n').at(-1) ?? '';

const held = (kind: KindName, index: number, attributes: JsonObject): JsonObject =>
  kinds[kind].normalise({ ...attributesOf(kind, index), ...attributes });

function attributesOf(kind: KindName, index: number, text = 'new'): JsonObject {
  const name = `Resource ${index}`;
  switch (kind) {
    case 'tag':
      return { name: `tag ${index} ${text}` };
    case 'customField':
      return { name, dataType: 'RADIO', model: 'contact', placeholder: text, options: ['Basic', 'Full', 'None'] };
    case 'customValue':
      return { name, value: `A sentence of some length about ${index}, as clients write them: ${text}.` };
    case 'calendarGroup':
      return { name, slug: `group-${index}`, description: text };
    case 'calendar':
      return {
        name,
        description: text,
        calendarType: 'event',
        slotDuration: 30,
        slotInterval: 30,
        allowBookingAfter: { value: 2, unit: 'hours' },
        openHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
        notes: `Bring what you need. {{contact.name}}, ${text}`,
      };
    case 'pipeline':
      return {
        name,
        stages: ['New', 'Contacted', 'Booked', 'Visited', 'Won', 'Lost'].map((stage, position) => ({
          name: stage,
          winProbability: stage === 'Booked' && text !== 'new' ? 33 : position * 10,
          color: '#039be5',
        })),
      };
    case 'product':
      return {
        name,
        productType: 'SERVICE',
        description: text,
        prices: ['Once', 'Monthly'].map((price) => ({ name: price, type: 'one_time', amount: index, currency: 'USD' })),
      };
    case 'triggerLink':
      return { name, redirectTo: `https://example.com/${text}/${index}` };
  }
}
