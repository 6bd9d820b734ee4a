import { fixtures } from '@groundwork/ghl-sandbox';
import type { JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';

/** Each kind as a blueprint writes it, and what a later version of the blueprint changes. */
export const samples: Record<KindName, { written: JsonObject; change: JsonObject }> = {
  tag: { written: { name: 'Wire Kinds' }, change: { name: 'wired kinds' } },
  customField: {
    written: { name: 'Tier', dataType: 'RADIO', options: ['Gold', 'Silver'], placeholder: 'Choose' },
    change: { options: ['Gold', 'Silver', 'Bronze'] },
  },
  customValue: { written: { name: 'Front desk', value: '1' }, change: { value: '2' } },
  calendarGroup: {
    written: { name: 'Visits', slug: 'visits', description: 'All visits' },
    change: { description: 'Every visit' },
  },
  calendar: {
    written: {
      name: 'First visit',
      description: 'An hour with a coach',
      slug: 'first-visit',
      eventTitle: '{{contact.name}}: first visit',
      eventColor: '#039BE5',
      slotDuration: 60,
      slotInterval: 30,
      slotBuffer: 10,
      preBuffer: 5,
      appointmentsPerSlot: 2,
      appointmentsPerDay: 8,
      allowBookingAfter: { value: 4, unit: 'hours' },
      allowBookingFor: { value: 6, unit: 'weeks' },
      openHours: [
        { days: ['sat', 'mon'], from: '09:00', to: '12:30' },
        { days: ['mon'], from: '13:30', to: '17:00' },
      ],
      autoConfirm: false,
      allowReschedule: false,
      allowCancellation: true,
      isActive: true,
      notes: 'Bring shoes',
      teamMembers: [fixtures.users.gymOwner.email.toUpperCase()],
      locationConfigurations: [{ kind: 'physical', location: '1200 Foundry Rd' }, { kind: 'inbound_call' }],
    },
    change: { slotDuration: 45 },
  },
  pipeline: {
    written: {
      name: 'Memberships',
      stages: [
        { name: 'Lead', winProbability: 20, color: '#64748B' },
        { name: 'Trial', winProbability: 60, showInPieChart: false },
        { name: 'Joined' },
      ],
    },
    change: { stages: [{ name: 'Lead' }, { name: 'Tour', winProbability: 40 }, { name: 'Trial' }, { name: 'Joined' }] },
  },
  product: {
    written: {
      name: 'Membership',
      productType: 'SERVICE',
      description: 'Train when you like',
      availableInStore: true,
      prices: [
        { name: 'Monthly', type: 'recurring', amount: 49.5, currency: 'usd', interval: 'month' },
        { name: 'Day pass', type: 'one_time', amount: 15, currency: 'USD' },
      ],
    },
    change: { description: 'Train day and night' },
  },
  triggerLink: {
    written: { name: 'Review us', redirectTo: 'https://example.com/review' },
    change: { redirectTo: 'https://example.com/rate' },
  },
};
