import { type Clinic, location, sandboxKinds } from './clinic.ts';

/** One resource of each kind, with references between them. */
export const everyKind = `
groundwork: 1
name: Clinic
resources:
  tag:
    vip: { name: VIP guest }
  customField:
    insurer: { name: Insurer, model: contact, dataType: SINGLE_OPTIONS, options: [A, B] }
  customValue:
    hint: { name: Insurer hint, value: "Field \${customField.insurer.fieldKey}" }
  calendarGroup:
    visits: { name: Visits }
  calendar:
    check_up:
      name: Check-up
      groupId: \${calendarGroup.visits.id}
      slotDuration: 45
      openHours: [{ days: [mon, tue], from: '09:00', to: '12:30' }]
  pipeline:
    patients:
      name: Patients
      stages: [{ name: New, winProbability: 10 }, { name: Seen, winProbability: 100 }]
  product:
    plan:
      name: Care plan
      productType: SERVICE
      prices:
        - { name: Monthly, type: recurring, amount: 20, currency: USD, interval: month }
        - { name: Once, type: one_time, amount: 90, currency: USD }
  triggerLink:
    book: { name: Book, redirectTo: "https://example.com/book?c=\${calendar.check_up.id}" }
`;

/** The same kinds, each otherwise: one attribute, one part, one object more and one fewer. */
export const everyKindChanged = everyKind
  .replace('    vip: { name: VIP guest }', '    vip: { name: VIP guest }\n    more: { name: more }')
  .replace('options: [A, B]', 'options: [A, C], placeholder: Which')
  .replace('value: "Field ${customField.insurer.fieldKey}"', 'value: "The field is ${customField.insurer.fieldKey}"')
  .replace('slotDuration: 45', 'slotDuration: 30')
  .replace('    visits: { name: Visits }', '    visits: { name: Visits, description: All }')
  .replace('{ name: New, winProbability: 10 }', '{ name: New, winProbability: 20 }, { name: Called }')
  .replace('amount: 20,', 'amount: 25,')
  .replace('        - { name: Once, type: one_time, amount: 90, currency: USD }\n', '')
  .replace(/ {2}triggerLink:\n.*\n/, '');

/** Routes of the sandbox that make something; a product's prices have one of their own. */
export const createRoutes = [
  '/locations/*/tags',
  '/locations/*/customFields',
  '/locations/*/customValues',
  '/calendars/groups',
  '/calendars/',
  '/opportunities/pipelines',
  '/products/',
  '/products/*/price',
  '/links/',
];

/** Everything in the account, asked past our own adapter: one line an object, so that one made twice shows. */
export async function held({ world }: Clinic): Promise<string[]> {
  const lines = await Promise.all(
    sandboxKinds.map(async (kind) => {
      const objects = await world.sandbox.control.listResources({ kind, ownerId: location.id });
      return objects.map((object) => `${kind}: ${describe(kind, object)}`);
    }),
  );
  return lines.flat().toSorted();
}

function describe(kind: string, object: Record<string, unknown>): string {
  const name = String(object['name']);
  if (kind === 'price') return `${name} ${String(object['amount'])} ${String(object['currency'])}`;
  if (kind === 'calendar') return `${name} of ${String(object['slotDuration'])} minutes`;
  if (kind !== 'pipeline') return name;
  return `${name} (${(object['stages'] as { name: string }[]).map((stage) => stage.name).join(', ')})`;
}
