import type { GrantFacts } from '@groundwork/shared/bridge';
import type { ConnectionHealth } from '@groundwork/shared/views';
import { describe, expect, test } from 'vitest';
import { judgeGrant } from './judge-grant.ts';

const now = new Date('2027-03-01T12:00:00Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
const year = 365 * 24;

const works: GrantFacts = {
  installationId: 'i',
  userType: 'Company',
  companyId: 'c',
  locationId: null,
  state: 'active',
  reason: null,
  scopes: [],
  userId: 'u',
  grantedAt: inHours(-100),
  refreshedAt: inHours(-3),
  accessTokenExpiresAt: inHours(21),
  refreshAfter: inHours(12),
  renewableUntil: inHours(year),
  failures: 0,
  lastError: null,
  nextAttemptAt: null,
  installsToFutureLocations: null,
  reconciledAt: inHours(-1),
  reconcileAfter: inHours(0.1),
};
const own = { userType: 'Location', locationId: 'l' } as const;
const failing = { failures: 3, lastError: 'GHL answered 503', nextAttemptAt: inHours(0.1) };
const lacking = { lacksScopes: true };

const cases: [string, ConnectionHealth, RegExp, Partial<GrantFacts>, { lacksScopes?: boolean }?][] = [
  ['as it should be', 'healthy', /renews itself/, {}],
  ['just granted, nothing read yet', 'healthy', /renews/, { grantedAt: inHours(-0.01), reconciledAt: null }],
  ['not for future locations', 'healthy', /renews/, { installsToFutureLocations: false }],
  ['of one location, whose list is never read', 'healthy', /renews/, { ...own, reconciledAt: null }],
  ['a renewal a little late', 'healthy', /renews/, { refreshAfter: inHours(-0.2) }],
  ['a failed renewal', 'attention', /failed.*still works/, failing],
  [
    'a renewal refused',
    'attention',
    /refused.*not known/,
    { ...failing, lastError: 'GoHighLevel answered 400: invalid_grant' },
  ],
  [
    'a renewal that came at a bad time',
    'attention',
    /still works/,
    { ...failing, lastError: 'GHL answered 429: wait' },
  ],
  ['a failed renewal of an unknown life', 'attention', /not known/, { ...failing, accessTokenExpiresAt: null }],
  ['a failed renewal and no token left', 'broken', /run out/, { ...failing, accessTokenExpiresAt: inHours(-1) }],
  ['a renewal nobody tried', 'attention', /nobody has tried/, { refreshAfter: inHours(-1) }],
  ['a grant near its year', 'attention', /eleven months/, { renewableUntil: inHours(29 * 24) }],
  ['a grant past its year', 'broken', /for a year/, { renewableUntil: inHours(-1) }],
  ['missing permissions', 'attention', /Permissions are missing/, {}, lacking],
  ['a list not read for hours', 'attention', /list of sub-accounts/, { reconciledAt: inHours(-4) }],
  ['a list never read', 'attention', /list of sub-accounts/, { reconciledAt: null }],
  ['refused by GHL', 'broken', /does not accept/, { state: 'needs-reconnect', reason: 'invalid_grant' }],
  ['uninstalled', 'ended', /uninstalled from the agency/, { state: 'uninstalled' }],
  ['uninstalled from one location', 'ended', /from the sub-account/, { ...own, state: 'uninstalled' }],
];

describe('a grant', () => {
  test.each(cases)('%s is %s', (...[, health, what, facts, { lacksScopes = false } = {}]) => {
    const verdict = judgeGrant({ ...works, ...facts }, { now, lacksScopes, isCovered: false });
    expect(verdict).toMatchObject({ health, what: expect.stringMatching(what) });
    expect(verdict.next === null).toBe(health === 'healthy');
    expect(`${verdict.what} ${verdict.next}`).not.toMatch(/\d{4}-\d\d/);
  });

  test('that has ended says so before anything else', () => {
    const facts = { ...works, ...failing, renewableUntil: inHours(-1), state: 'uninstalled' as const };
    expect(judgeGrant(facts, { now, lacksScopes: true, isCovered: false }).health).toBe('ended');
  });

  test('that fails to renew says so before it speaks of permissions', () => {
    expect(judgeGrant({ ...works, ...failing }, { now, lacksScopes: true, isCovered: false }).what).toMatch(
      /renew the token failed/,
    );
  });

  test('of one location alarms nobody while the one of its agency serves that location', () => {
    const judge = (facts: Partial<GrantFacts>) =>
      judgeGrant({ ...works, ...own, ...facts }, { now, lacksScopes: false, isCovered: true });
    const ended = judge({ state: 'needs-reconnect', reason: 'invalid_grant' });
    expect(ended).toMatchObject({ health: 'attention', what: expect.stringMatching(/agency serves it/) });
    expect(judge({}).health).toBe('healthy');
    expect(judge({ state: 'uninstalled' }).health).toBe('ended');
  });
});
