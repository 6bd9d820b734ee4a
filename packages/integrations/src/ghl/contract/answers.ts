import type { Reply, SeenRequest } from '../../testing/serve.ts';

const id = 'Zx81';
const tag = { id, name: 'vip', locationId: 'L1' };
const customField = { id, name: 'Tier', fieldKey: 'contact.tier', dataType: 'RADIO', model: 'contact', position: 0 };
const customValue = { id, name: 'Front desk', fieldKey: '{{ custom_values.front_desk }}', value: '1' };
const group = { id, locationId: 'L1', name: 'Visits', description: '', slug: 'visits', isActive: true };
const link = { id, name: 'Review us', redirectTo: 'https://example.com', fieldKey: `{{trigger_link.${id}}}` };
const user = { id: 'U1', name: 'Luis Ferrer', email: 'Luis.Ferrer@northlakegrowth.example' };
const dates = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
const product = { _id: id, locationId: 'L1', name: 'Old name', productType: 'SERVICE', ...dates };
const stock = { trackInventory: true, availableQuantity: 3, allowOutOfStockPurchases: false, compareAtPrice: null };
const price = {
  _id: 'P1',
  product: id,
  name: 'Monthly',
  type: 'one_time',
  currency: 'USD',
  amount: 9,
  variantOptionIds: ['V1'],
  ...stock,
  ...dates,
};
const retired = { ...price, _id: 'P2', name: 'Retired' };

const stage = { id: 'S1', name: 'Lead', position: 0, stageWinProbability: 33.3, originId: 'O1' };
const pipeline = {
  id,
  locationId: 'L1',
  name: 'Memberships',
  stages: [stage],
  position: 'a0',
  dateAdded: dates.createdAt,
  colorRenderMode: 'dot',
  useOpportunityProbability: false,
};

const place = { kind: 'physical', location: '1200 Foundry Rd', meetingId: 'physical_0' };
const hours = [{ openHour: 9, openMinute: 0, closeHour: 17, closeMinute: 0, _id: 'H1' }];

/** With everything that GHL's answer may hold, what a PUT does not take included. */
export const calendar = {
  id,
  locationId: 'L1',
  name: 'First visit',
  calendarType: 'event',
  isActive: true,
  notifications: [
    {
      type: 'email',
      shouldSendToContact: true,
      shouldSendToGuest: false,
      shouldSendToUser: true,
      shouldSendToSelectedUsers: false,
      selectedUsers: '',
      _id: 'N1',
    },
  ],
  groupId: null,
  teamMembers: [
    {
      userId: 'U9',
      priority: 1,
      isPrimary: true,
      meetingLocationType: 'custom',
      meetingLocation: '',
      selected: true,
      locationConfigurations: [place],
    },
  ],
  eventType: 'RoundRobin_OptimizeForAvailability',
  description: 'Old',
  slug: 'first-visit',
  widgetSlug: 'first-visit',
  widgetType: 'classic',
  eventTitle: '{{contact.name}}',
  eventColor: '#039be5',
  meetingLocation: '',
  locationConfigurations: [place],
  slotDuration: 1,
  slotDurationUnit: 'hours',
  slotInterval: 30,
  slotIntervalUnit: 'mins',
  slotBuffer: 1,
  slotBufferUnit: 'hours',
  preBuffer: 0,
  preBufferUnit: 'mins',
  appoinmentPerSlot: 1,
  appoinmentPerDay: null,
  allowBookingAfter: 2,
  allowBookingAfterUnit: 'hours',
  allowBookingFor: 3,
  allowBookingForUnit: 'weeks',
  openHours: [{ daysOfTheWeek: [1, 2], hours, _id: 'D1' }],
  enableRecurring: false,
  recurring: { freq: 'DAILY', count: 2, bookingOption: 'skip', bookingOverlapDefaultStatus: 'new', monthDays: [] },
  formId: 'F1',
  stickyContact: true,
  isLivePaymentMode: false,
  autoConfirm: true,
  shouldSendAlertEmailsToAssignedMember: false,
  alertEmail: null,
  googleInvitationEmails: false,
  allowReschedule: true,
  allowCancellation: true,
  shouldAssignContactToTeamMember: false,
  shouldSkipAssigningContactForExisting: false,
  notes: '',
  pixelId: '',
  formSubmitType: 'ThankYouMessage',
  formSubmitRedirectURL: null,
  formSubmitThanksMessage: 'See you',
  availabilityType: null,
  availabilities: [{ date: '2026-12-24T00:00:00.000Z', hours, deleted: false, id: 'A1', calendarId: id }],
  guestType: 'count_only',
  consentLabel: 'I agree',
  calendarCoverImage: '',
  lookBusyConfig: { enabled: true, LookBusyPercentage: 20, _id: 'B1' },
  primary: false,
};

/** First match wins; the list of a kind answers a GET of its path, everything else of the kind answers one object. */
const answers: [path: RegExp, list: object, one: object][] = [
  [/^\/locations\/\w+\/tags/, { tags: [tag] }, { tag }],
  [/^\/locations\/\w+\/customFields/, { customFields: [customField] }, { customField }],
  [/^\/locations\/\w+\/customValues/, { customValues: [customValue] }, { customValue }],
  [/^\/calendars\/groups/, { groups: [group] }, { group }],
  [/^\/calendars\//, { calendars: [calendar] }, { calendar }],
  [/^\/opportunities\/pipelines/, { pipelines: [pipeline] }, { pipeline }],
  [/^\/products\/\w+\/price/, { prices: [price, retired], total: 2 }, price],
  [/^\/products\//, { products: [product], total: [{ total: 1 }] }, product],
  [/^\/links\//, { links: [link] }, { link }],
  [/^\/users\/search/, { users: [user], count: 1 }, {}],
  [/^\/users\//, {}, user],
  [/^\/companies\//, {}, { company: { id: 'C1', name: 'Northlake' } }],
];

/** An answer of the right shape to any request of the adapter. */
export function answer({ method, path }: SeenRequest): Reply {
  const { pathname } = new URL(path, 'http://ghl.invalid');
  const [, list, one] = answers.find(([pattern]) => pattern.test(pathname)) ?? [];
  const isList = method === 'GET' && !pathname.endsWith(`/${id}`) && list !== undefined && Object.keys(list).length > 0;
  if (method === 'DELETE') return { json: { succeded: true } };
  return one ? { json: isList ? list : one } : { status: 404, json: { message: `Cannot ${method} ${pathname}` } };
}
