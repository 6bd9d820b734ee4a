import { afterAll, expect, it } from 'vitest';
import { createGhl } from '@groundwork/integrations/ghl';
import { kindNames } from '@groundwork/shared/kinds';
import { ghlScopes, requestedScopes } from './ghl-scopes.ts';

const granted = { accessToken: 'x', scopes: requestedScopes, expiresAt: new Date() };
const ghl = createGhl({
  baseUrl: 'http://127.0.0.1:9',
  tokens: { accessToken: () => Promise.resolve(granted) },
  budget: { take: () => Promise.resolve(), observe: () => Promise.resolve() },
  userAgent: 'test',
});
afterAll(() => ghl.stop());

it.each(kindNames)('an agency that agrees to everything we ask for leaves us no right short of a %s', async (kind) => {
  expect(await ghl.missingScopes(kind, { companyId: 'C1', locationId: 'L1' })).toEqual({ read: [], write: [] });
});

it('no right is asked for twice', () => {
  expect(requestedScopes.filter((scope, index) => requestedScopes.indexOf(scope) !== index)).toEqual([]);
  expect(Object.keys(ghlScopes)).toEqual(expect.arrayContaining([...kindNames]));
});
