import { expect, test } from 'vitest';
import { readCallRefusal, readTokenRefusal } from './ghl-refusals.ts';

test.for<[number, unknown]>([
  [400, { error: 'invalid_grant', error_description: 'Invalid grant: refresh token is invalid' }],
  [400, { error: 'invalid_grant' }],
  [401, { statusCode: 401, message: 'Invalid refresh token', error: 'Unauthorized' }],
  [400, { statusCode: 400, message: 'This refresh token has already been used, please install the app again.' }],
  [400, { message: ['The refresh token is expired'] }],
  [401, { error: { code: 'UNAUTHENTICATED', message: 'Refresh-token was revoked' } }],
])('%i %j ends the token that was presented', ([status, body]) => {
  expect(readTokenRefusal(status, body).class).toBe('final');
});

test.for<[number, unknown]>([
  [400, { statusCode: 400, message: 'Location is not active' }],
  [401, { error: 'invalid_client', error_description: 'Invalid client: client credentials are invalid' }],
  [422, { message: ['refresh_token should not be empty'] }],
  [429, { message: 'Too Many Requests' }],
  [403, undefined],
  [400, undefined],
  [400, { message: 'Something nobody has seen before' }],
  [404, { message: 'The refresh token is invalid' }],
])('%i %j lets the grant live', ([status, body]) => {
  expect(readTokenRefusal(status, body).class).toBe('transient');
});

test.for<[string, number, unknown]>([
  ['access-token', 401, { message: 'Invalid JWT' }],
  ['access-token', 401, { message: 'The access token is expired' }],
  ['scope', 401, { message: 'The token is not authorized for this scope.' }],
  ['scope', 401, { message: 'This authClass type is not allowed to access this scope.' }],
  ['transient', 401, { message: 'version header was not found.' }],
  ['transient', 400, { message: 'The app is not installed on this location' }],
  ['transient', 403, { message: 'The token does not have access to this location.' }],
])('tells %s from %i %j', ([expected, status, body]) => {
  expect(readCallRefusal(status, body).class).toBe(expected);
});

test('blanks anything that looks like a token in what GHL said', () => {
  const token = `${'a'.repeat(36)}.${'b'.repeat(80)}.${'c'.repeat(43)}`;
  const { said } = readTokenRefusal(400, { error: 'invalid_grant', error_description: `Token ${token} is spent` });
  expect(said).toBe('invalid_grant: Token [blanked] is spent');
});
