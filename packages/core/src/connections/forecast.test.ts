import type { GrantFacts } from '@groundwork/shared/bridge';
import { expect, test } from 'vitest';
import { forecast } from './forecast.ts';

const now = new Date('2027-03-01T12:00:00Z');
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const hours = 60;
const active = {
  state: 'active',
  failures: 0,
  refreshAfter: inMinutes(5 * hours + 1),
  nextAttemptAt: null,
  accessTokenExpiresAt: inMinutes(15 * hours + 30),
} as GrantFacts;

const cases: [string, Partial<GrantFacts>, string | null][] = [
  [
    'goes on by itself',
    {},
    'Renews itself in about 5 hours; should GoHighLevel give no new token, this one lasts 15 hours more.',
  ],
  [
    'says the nearest hour of what is about then, and the last whole one of what lasts',
    { refreshAfter: inMinutes(17 * hours - 1), accessTokenExpiresAt: inMinutes(24 * hours - 1) },
    'Renews itself in about 17 hours; should GoHighLevel give no new token, this one lasts 23 hours more.',
  ],
  [
    'is due now',
    { refreshAfter: inMinutes(-1), accessTokenExpiresAt: inMinutes(1.5) },
    'Renews itself within a minute; should GoHighLevel give no new token, this one lasts 1 minute more.',
  ],
  [
    'fails to renew',
    { failures: 2, nextAttemptAt: inMinutes(90), accessTokenExpiresAt: inMinutes(50 * hours) },
    'Tries again in about 90 minutes; should GoHighLevel give no new token, this one lasts 2 days more.',
  ],
  [
    'ran out while it failed',
    { failures: 9, nextAttemptAt: inMinutes(2), accessTokenExpiresAt: inMinutes(-1) },
    'Tries again in about 2 minutes; its token has run out.',
  ],
  [
    'has no plan',
    { refreshAfter: null, accessTokenExpiresAt: inMinutes(0.5) },
    'Renews itself before its token runs out; should GoHighLevel give no new token, this one lasts less than a minute more.',
  ],
  [
    'was refused',
    { state: 'needs-reconnect' },
    'Nothing renews it. Its last token lasts 15 hours more, unless GoHighLevel has ended that as well.',
  ],
  ['was refused and has run out', { state: 'needs-reconnect', accessTokenExpiresAt: inMinutes(-1) }, null],
  ['was uninstalled', { state: 'uninstalled' }, null],
  ['has no token', { accessTokenExpiresAt: null }, null],
];

test.each(cases)('of a grant that %s', (_, facts, expected) => {
  expect(forecast({ ...active, ...facts }, now)).toBe(expected);
});
