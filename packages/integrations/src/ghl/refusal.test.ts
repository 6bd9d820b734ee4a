import { describe, expect, it } from 'vitest';
import { readRefusal } from './refusal.ts';

describe('a 401', () => {
  it('about the token asks for another token', () => {
    expect(readRefusal(401, { statusCode: 401, message: 'Invalid JWT' })).toMatchObject({
      code: 'RECONNECT_NEEDED',
      token: 'refused',
      outcome: 'not-applied',
    });
  });

  it.each([
    ['Invalid JWT', 'refused'],
    ['Invalid token: access token is invalid', 'refused'],
    ['The access token is expired', 'refused'],
    ['Failed due to auth token', 'refused'],
    ['Unauthorized', 'perhaps'],
    ['The token is not authorized for this scope.', undefined],
    ['User does not have required scopes to execute this agent', undefined],
    ['version header was not found.', undefined],
    ['version header is invalid.', undefined],
    ['Version not found', undefined],
    ['This route is not yet supported by the IAM Service. Please update the IAM config.', undefined],
    ['This authClass type is not allowed to access this scope.', undefined],
    ['Cannot GET /locations/x/customvalues', undefined],
    ['The token does not have access to this location.', undefined],
    ['The user does not exist.', undefined],
  ])('that says "%s": is the token refused? %s', (message, token) => {
    const refusal = readRefusal(401, { statusCode: 401, message, error: 'Unauthorized' });
    expect(refusal.token).toBe(token);
    expect(refusal).toMatchObject({ outcome: 'not-applied', retryable: false });
  });

  it.each([
    ['The token is not authorized for this scope.', 'RECONNECT_NEEDED'],
    ['version header is invalid', 'GHL_REJECTED'],
    ['This authClass type is not allowed to access this scope.', 'GHL_REJECTED'],
    ['The token does not have access to this location.', 'NOT_INSTALLED'],
  ])('that says "%s" is %s', (message, code) => {
    expect(readRefusal(401, { message }).code).toBe(code);
  });

  it('that is really a validation error is final', () => {
    expect(readRefusal(401, { message: 'bad', code: 'COMMON_FIELD_UNDEFINED' }).token).toBeUndefined();
  });

  it('without a known text is worth one other token', () => {
    expect(readRefusal(401, null)).toMatchObject({ code: 'GHL_REJECTED', token: 'perhaps' });
  });
});

it('a 401 about an unknown user does not cost the agency its token', () => {
  const refusal = readRefusal(401, { message: 'The user does not exist.' });
  expect(refusal.code).toBe('NOT_FOUND');
  expect(refusal.token).toBeUndefined();
});

describe('what a refused write did', () => {
  it.each([
    [403, { message: 'The token does not have access to this location.' }, 'NOT_INSTALLED'],
    [403, { message: 'not yet supported by the IAM Service' }, 'GHL_REJECTED'],
    [403, null, 'GHL_UNAVAILABLE'],
    [400, { statusCode: 400, message: 'Location is not active' }, 'ACCOUNT_PAUSED'],
    [404, { message: 'Cannot POST /locations/x/Tags' }, 'GHL_REJECTED'],
    [429, { message: 'Too Many Requests' }, 'RATE_LIMITED'],
  ])('is surely nothing after %i %j', (status, body, code) => {
    expect(readRefusal(status, body)).toMatchObject({ code, outcome: 'not-applied' });
  });

  it.each([
    [404, { message: 'Tag not found' }, 'NOT_FOUND'],
    [422, { message: ['property locationId should not exist'] }, 'GHL_REJECTED'],
    [400, { message: 'name is too long' }, 'GHL_REJECTED'],
    [404, null, 'GHL_UNAVAILABLE'],
    [408, null, 'GHL_UNAVAILABLE'],
    [500, { message: 'Internal server error' }, 'GHL_UNAVAILABLE'],
    [524, null, 'GHL_UNAVAILABLE'],
    [302, null, 'GHL_UNAVAILABLE'],
  ])('is unknown after %i %j', (status, body, code) => {
    expect(readRefusal(status, body)).toMatchObject({ code, outcome: 'unknown' });
  });
});

it.each(['The tag name is already exist.', 'Custom value with this name already exists', 'OPPORTUNITY_NO_DUPLICATE'])(
  'knows a duplicate by its text: %s',
  (message) => {
    expect(readRefusal(400, { message }).duplicate).toBe(true);
  },
);

it("lists each fault of a 422 and keeps GHL's words", () => {
  const refusal = readRefusal(422, { message: ['name must be a string', 'property x should not exist'] });
  expect(refusal.message).toContain('property x should not exist');
  expect(refusal.issues).toEqual([{ message: 'name must be a string' }, { message: 'property x should not exist' }]);
});

it('reads the message of the v3 error form', () => {
  expect(readRefusal(400, { error: { code: 'INVALID', message: 'bad page token' } }).message).toContain(
    'bad page token',
  );
});
