import { describe, expect, test } from 'vitest';
import { readCallRefusal, readMintRefusal, readTokenRefusal } from './ghl-refusals.ts';
import type { RefusalClass } from './ghl-refusals.ts';

/** Status, body (undefined: HTML or none), what it means, and why. */
type Row = [status: number, body: unknown, expected: RefusalClass, why: string];

const unauthorized = (message: string) => ({ statusCode: 401, message, error: 'Unauthorized' });
const notActive = { statusCode: 400, message: 'Location is not active' };

describe('the token endpoint', () => {
  test.for<Row>([
    [400, { error: 'invalid_grant' }, 'final', 'RFC 6749: the token is invalid, expired, revoked or somebody else’s'],
    [
      400,
      { error: 'invalid_grant', error_description: 'Invalid grant: refresh token is invalid' },
      'final',
      'the same',
    ],
    [401, { error: 'invalid_grant' }, 'final', 'the same under the other status'],
    [401, unauthorized('Invalid refresh token'), 'final', 'names the refresh token and its end'],
    [400, { message: 'This refresh token has already been used, please install again.' }, 'final', 'the same'],
    [400, { message: ['The refresh token is expired'] }, 'final', 'messages may come as a list'],
    [401, { error: { code: 'UNAUTHENTICATED', message: 'Refresh-token was revoked' } }, 'final', 'the v3 form'],
    [400, { error: { code: 'invalid_grant', message: 'No.' } }, 'final', 'the code in the v3 form'],
    [400, notActive, 'paused', 'API issue #249: a suspended sub-account may come back'],
    [400, { error: 'invalid_grant', message: 'Location is not active' }, 'paused', 'a pause is never an end'],
    [422, { message: ['Location is not active'] }, 'paused', 'whatever the status'],
    [401, { error: 'invalid_client', error_description: 'client credentials are invalid' }, 'app', 'our id or secret'],
    [401, { error: 'invalid_client', error_description: 'No refresh token for an invalid client' }, 'app', 'the code'],
    [400, { error: 'unauthorized_client' }, 'app', 'the app may not do this'],
    [400, { error: 'unsupported_grant_type' }, 'app', 'we asked wrongly'],
    [400, { error: 'invalid_scope' }, 'app', 'the app asks for what it may not have'],
    [400, { error: 'invalid_request', error_description: 'refresh_token is invalid' }, 'app', 'we asked wrongly'],
    [400, { message: 'API endpoint has been removed' }, 'transient', 'API issue #333: says nothing of a grant'],
    [400, { message: 'Something nobody has seen before' }, 'transient', 'only the list is final'],
    [401, unauthorized('Unauthorized'), 'transient', 'says nothing of the refresh token'],
    [400, undefined, 'transient', 'an empty answer says nothing'],
    [401, undefined, 'transient', 'the same'],
    [403, undefined, 'transient', 'Cloudflare 1010 is a page'],
    [404, { message: 'The refresh token is invalid' }, 'transient', 'a route that is gone answers 404'],
    [422, { message: ['refresh_token should not be empty'] }, 'transient', 'validation of the form'],
    [429, { message: 'Too Many Requests' }, 'too-many', 'later'],
    [429, undefined, 'too-many', 'GHL documents no body'],
    [418, 'teapot', 'transient', 'nobody has seen it'],
  ])('%i %j means %s: %s', ([status, body, expected]) => {
    expect(readTokenRefusal(status, body).class).toBe(expected);
  });
});

const calls: Row[] = [
  [401, unauthorized('Invalid JWT'), 'access-token', 'names the token'],
  [401, unauthorized('Invalid token: access token is invalid'), 'access-token', 'GHL docs: the example of a 401'],
  [401, { message: 'The access token is expired' }, 'access-token', 'names the token'],
  [401, { error: 'invalid_token' }, 'access-token', 'RFC 6750'],
  [401, unauthorized('Unauthorized'), 'access-token', 'nothing else is said, so it is who calls'],
  [401, { statusCode: 401, message: 'Unauthorized' }, 'access-token', 'the same'],
  [401, unauthorized('The token is not authorized for this scope.'), 'scope', 'names the token and means the scope'],
  [401, unauthorized('This authClass type is not allowed to access this scope.'), 'scope', 'the same'],
  [401, unauthorized('version header was not found.'), 'transient', 'the header'],
  [401, unauthorized('version header is invalid'), 'transient', 'the header'],
  [401, unauthorized('This route is not yet supported by the IAM Service'), 'transient', 'API issue #306: the path'],
  [401, unauthorized('Cannot GET /locations/x/customvalues'), 'transient', 'the path'],
  [401, { ...unauthorized('token is undefined'), code: 'COMMON_TOKEN_UNDEFINED' }, 'transient', 'plain validation'],
  [401, unauthorized('Something nobody has seen before'), 'transient', 'the name of the status is no reason'],
  [401, unauthorized('The token does not have access to this location.'), 'transient', 'another token would not help'],
  [401, undefined, 'transient', 'a page or nothing says nothing'],
  [403, { message: 'The token does not have access to this location.' }, 'transient', 'the location'],
  [403, { message: 'This route is not yet supported by the IAM Service.' }, 'transient', 'a closed route'],
  [403, undefined, 'transient', 'Cloudflare 1010 is a page'],
  [400, notActive, 'paused', 'API issue #249'],
  [400, { message: 'The app is not installed on this location' }, 'transient', 'of the call, not of the token'],
  [404, { message: 'Cannot POST /oauth/locationtoken' }, 'transient', 'a route that is not there'],
  [404, { message: 'Location not found' }, 'transient', 'of the call, not of the token'],
  [422, { message: ['property token should not exist'] }, 'transient', 'validation'],
  [429, { message: 'Too Many Requests' }, 'too-many', 'later'],
  [302, undefined, 'transient', 'nothing of ours redirects'],
];

describe('a call with an access token', () => {
  test.for(calls)('%i %j means %s: %s', ([status, body, expected]) => {
    expect(readCallRefusal(status, body).class).toBe(expected);
  });
});

describe('a mint', () => {
  const readMint = (status: number, body: unknown) => readMintRefusal(readCallRefusal(status, body)).class;

  test.for<Row>([
    [400, { message: 'The app is not installed on this location' }, 'not-installed', 'GHL documents no shape for it'],
    [400, { message: 'Location not found' }, 'not-installed', 'nothing is installed where nothing is'],
    [401, unauthorized('App is not installed'), 'not-installed', 'the status is not documented either'],
    [403, { message: 'The token does not have access to this location.' }, 'not-installed', 'it is not ours'],
    [422, { message: ['locationId is unknown'] }, 'not-installed', 'words, and not about our form'],
  ])('%i %j means %s: %s', ([status, body, expected]) => {
    expect(readMint(status, body)).toBe(expected);
  });

  test.for<Row>([
    [422, { message: ['property appId should not exist'] }, 'transient', 'our form'],
    [403, undefined, 'transient', 'Cloudflare 1010 is a page'],
    [400, undefined, 'transient', 'nothing is said'],
    ...calls.filter(([status, body, expected]) => expected !== 'transient' || status === 302 || body === undefined),
    ...calls.filter(([, , , why]) => ['the header', 'the path', 'a closed route', 'plain validation'].includes(why)),
  ])('%i %j stays %s: %s', ([status, body, expected]) => {
    expect(readMint(status, body)).toBe(expected);
  });
});

test('blanks anything that looks like a token in what GHL said', () => {
  const token = `${'a'.repeat(36)}.${'b'.repeat(80)}.${'c'.repeat(43)}`;
  const { said } = readTokenRefusal(400, { error: 'invalid_grant', error_description: `Token ${token} is spent` });
  expect(said).toBe('invalid_grant: Token [blanked] is spent');
});
