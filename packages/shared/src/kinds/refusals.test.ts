import { describe, expect, it } from 'vitest';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';

/** Faults of one resource, written as YAML. */
const faults = (kind: string, properties: string): string[] => {
  const parsed = parseBlueprint(`groundwork: 1\nname: Test\nresources: { ${kind}: { a: ${properties} } }\n`);
  return parsed.ok ? [] : parsed.issues.map(({ message }) => message);
};

describe('a blueprint is taken', () => {
  const cases: [kind: string, properties: string][] = [
    ['calendarGroup', '{ name: Visits }'],
    ['calendarGroup', '{ name: Visits, slug: first-visits, description: "" }'],
    ['calendar', '{ name: First visit }'],
    [
      'calendar',
      '{ name: Visit, calendarType: event, slotDuration: 30, slotBuffer: 0, eventColor: "#039BE5", teamMembers: [ann@clinic.test], allowBookingAfter: { value: 2, unit: hours }, allowBookingFor: { value: 3, unit: months }, locationConfigurations: [{ kind: google_conference }, { kind: physical, location: Main Street 1 }] }',
    ],
    [
      'calendar',
      '{ name: Visit, openHours: [{ days: [mon, tue], from: 09:00, to: "12:00" }, { days: [mon], from: 12:00, to: 17:00 }] }',
    ],
    ['pipeline', '{ name: Sales, stages: [{ name: New, winProbability: 0 }, { name: Won, color: "#00ff00" }] }'],
    ['product', '{ name: Check-up, productType: SERVICE }'],
    [
      'product',
      '{ name: Plan, productType: DIGITAL, prices: [{ name: Monthly, type: recurring, amount: 99.9, currency: usd, interval: month, intervalCount: 3 }, { name: Once, type: one_time, amount: 0, currency: EUR }] }',
    ],
    ['triggerLink', '{ name: Book now, redirectTo: "{{custom_values.booking_page}}" }'],
  ];
  it.each(cases)('%s %s', (kind, properties) => {
    expect(faults(kind, properties)).toEqual([]);
  });
});

describe('a blueprint is refused', () => {
  const cases: [kind: string, properties: string, fault: string][] = [
    [
      'calendarGroup',
      '{ name: Visits, slug: First Visits }',
      'A slug has lower-case letters, digits and single hyphens',
    ],
    ['calendar', '{ name: A, calendarType: round_robin }', '"calendarType" must be one of event.'],
    ['calendar', '{ name: A, slotDuration: 0 }', 'Write the minutes as a whole number, 1 or more.'],
    ['calendar', '{ name: A, slotDuration: 7.5 }', '"slotDuration" must be a whole number, but it is the number 7.5.'],
    ['calendar', '{ name: A, slotDuration: half }', '"slotDuration" must be a number, but it is text.'],
    ['calendar', '{ name: A, eventColor: red }', 'Write the colour as #rrggbb'],
    ['calendar', '{ name: A, teamMembers: [Ann] }', 'Write the e-mail address of a user of the account.'],
    [
      'calendar',
      '{ name: A, allowBookingFor: { value: 1, unit: hours } }',
      '"unit" must be one of days, weeks, months.',
    ],
    [
      'calendar',
      '{ name: A, locationConfigurations: [{ kind: zoom }] }',
      '"kind" must be one of custom, zoom_conference',
    ],
    [
      'calendar',
      '{ name: A, openHours: [{ days: [monday], from: 09:00, to: 10:00 }] }',
      'must be one of mon, tue, wed',
    ],
    ['calendar', '{ name: A, openHours: [{ days: [], from: 09:00, to: 10:00 }] }', 'Name at least one day'],
    [
      'calendar',
      '{ name: A, openHours: [{ days: [mon], from: 9, to: 10:00 }] }',
      '"from" must be text (put it in quotes)',
    ],
    [
      'calendar',
      '{ name: A, openHours: [{ days: [mon], from: 09:00, to: 24:00 }] }',
      'Write the time as hours and minutes',
    ],
    [
      'calendar',
      '{ name: A, openHours: [{ days: [mon], from: 17:00, to: 09:00 }] }',
      'It opens at 17:00 and closes at 09:00: closing must be later',
    ],
    [
      'calendar',
      '{ name: A, openHours: [{ days: [mon, tue], from: 09:00, to: 12:00 }, { days: [tue], from: 11:00, to: 15:00 }] }',
      'On tue, 11:00 to 15:00 overlaps 09:00 to 12:00. Join the two.',
    ],
    ['pipeline', '{ name: A }', '"stages" is missing. Add it.'],
    ['pipeline', '{ name: A, stages: [] }', 'A pipeline needs at least one stage'],
    ['pipeline', '{ name: A, stages: [New] }', 'Item 1 of "stages" must be a mapping of properties'],
    ['pipeline', '{ name: A, stages: [{ name: New }, { name: " new" }] }', 'The stage "new" is there twice'],
    [
      'pipeline',
      '{ name: A, stages: [{ name: New, winProbability: 101 }] }',
      'A probability is a percentage from 0 to 100.',
    ],
    [
      'pipeline',
      '{ name: A, stages: [{ name: New, winProbabilty: 10 }] }',
      'There is no property "winProbabilty" here. Did you mean "winProbability"?',
    ],
    [
      'pipeline',
      '{ name: A, stages: [{ name: "${pipeline.a.id}" }] }',
      '"name" tells which part is meant, so it cannot depend on another resource.',
    ],
    ['product', '{ name: A }', '"productType" is missing. Add it.'],
    [
      'product',
      '{ name: A, productType: SERVICE, prices: [{ name: P, type: recurring, amount: 1, currency: USD }] }',
      'A recurring price needs an interval: day, week, month or year.',
    ],
    [
      'product',
      '{ name: A, productType: SERVICE, prices: [{ name: P, type: one_time, amount: 1, currency: USD, interval: month }] }',
      'A one_time price has no interval.',
    ],
    [
      'product',
      '{ name: A, productType: SERVICE, prices: [{ name: P, type: one_time, amount: -1, currency: USD }] }',
      'An amount must not be negative.',
    ],
    [
      'product',
      '{ name: A, productType: SERVICE, prices: [{ name: P, type: one_time, amount: 1, currency: $ }] }',
      'Write the currency with its three letters',
    ],
    [
      'product',
      '{ name: A, productType: SERVICE, prices: [{ name: P, type: one_time, ammount: 1, currency: USD }] }',
      'There is no property "ammount" here. Did you mean "amount"?',
    ],
    ['triggerLink', '{ name: A, redirectTo: " " }', 'The link must lead somewhere.'],
    [
      'calendar',
      '{ name: A, groupId: "${calendarGroup.b.id}" }',
      'There is no resource "calendarGroup.b" in this blueprint.',
    ],
  ];
  it.each(cases)('%s %s', (kind, properties, fault) => {
    expect(faults(kind, properties).join('\n')).toContain(fault);
  });

  it('with two objects that GHL takes for one, whatever their case', () => {
    for (const kind of ['calendarGroup', 'calendar'])
      expect(faults(kind, '{ name: Visits }, b: { name: " visits" }')).toEqual([
        expect.stringContaining(`${kind}.a and ${kind}.b are the same`),
      ]);
  });
});
