import { expect, test } from 'vitest';
import { readCallRefusal } from './ghl-refusals.ts';
import { whereaboutsOf } from './ghl-whereabouts.ts';
import type { Whereabouts } from './ghl-whereabouts.ts';

test.for<[companyId: string | null | undefined, expected: Whereabouts]>([
  ['ours', 'here'],
  ['another', 'moved'],
  [undefined, 'here'],
  [null, 'here'],
])('a location that GHL shows under the company %s is %s', ([companyId, expected]) => {
  expect(whereaboutsOf('ours', { kind: 'ok', value: { location: { companyId } } })).toBe(expected);
});

const words = (message: string) => ({ message });

test.for<[status: number, body: unknown, expected: Whereabouts, why: string]>([
  [403, words('The token does not have access to this location.'), 'moved', 'GHL’s own words'],
  [401, words('The token does not have access to this location.'), 'moved', 'a 403 is sometimes a 401'],
  [404, words('Location with id x not found'), 'deleted', 'no such object'],
  [400, words('Location not found'), 'deleted', 'the words say it'],
  [422, { message: ['location does not exist'] }, 'deleted', 'the words say it'],
  [400, words('Location is not active'), 'here', 'it is there, and paused'],
  [404, words('Cannot GET /locations/x'), 'unknown', 'the route is not there'],
  [404, undefined, 'unknown', 'a page of a gateway'],
  [403, undefined, 'unknown', 'Cloudflare 1010'],
  [403, words('This route is not yet supported by the IAM Service.'), 'unknown', 'a closed route'],
  [401, words('The token is not authorized for this scope.'), 'unknown', 'a scope we lack'],
  [400, words('Something nobody has seen before'), 'unknown', 'no clear words'],
  [429, words('Too Many Requests'), 'unknown', 'later'],
])('%i %j says %s: %s', ([status, body, expected]) => {
  expect(whereaboutsOf('ours', { kind: 'refused', refusal: readCallRefusal(status, body) })).toBe(expected);
});
