import { locationStates } from '@groundwork/shared';
import type { LocationFacts } from '@groundwork/shared/bridge';
import type { ConnectionHealth } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { type CarrierHealth, type Carriers, judgeLocation } from './judge-location.ts';

const token = { mintedAt: '2027-03-01T10:00:00Z', expiresAt: '2027-03-02T10:00:00Z' };
const agency = (health: CarrierHealth, own: CarrierHealth | null = null): Carriers => ({ agency: health, own });

const cases: [LocationFacts['state'], Carriers, LocationFacts['token'], ConnectionHealth, RegExp, RegExp | null][] = [
  ['active', agency('healthy'), token, 'healthy', /token at hand/, null],
  ['active', agency('healthy'), null, 'healthy', /when one is needed/, null],
  ['active', agency('attention'), null, 'healthy', /Works/, null],
  ['active', agency('broken'), null, 'broken', /connection of its agency/, /Connect the agency/],
  ['active', agency('broken'), token, 'broken', /The last one may work/, /Connect the agency/],
  ['active', agency('runs-out'), null, 'broken', /The last one may work/, /Connect the agency/],
  ['active', agency('runs-out', 'healthy'), null, 'healthy', /Works/, null],
  ['active', agency('ended'), token, 'broken', /connection of its agency/, /Connect the agency/],
  ['active', agency('broken', 'healthy'), null, 'healthy', /Works/, null],
  ['active', agency('ended', 'broken'), null, 'broken', /agency/, /Connect/],
  ['active', { agency: null, own: 'healthy' }, null, 'healthy', /Works/, null],
  ['active', { agency: null, own: 'runs-out' }, null, 'broken', /The last one may work/, /Connect the sub-account/],
  ['active', { agency: null, own: 'broken' }, null, 'broken', /its sub-account/, /Connect the sub-account/],
  ['active', { agency: null, own: null }, null, 'broken', /agency/, /Connect the agency/],
  ['paused', agency('healthy'), token, 'broken', /paused/, /Make it active/],
  ['uninstalled', agency('healthy'), null, 'ended', /not installed/, /install the app/],
  ['deleted', agency('healthy'), null, 'ended', /deleted/, null],
  ['moved', agency('healthy'), null, 'ended', /another agency/, /that agency/],
];

test.each(cases)(
  'a location that is %s, of %o, with token %o, is %s',
  (...[state, carriers, held, health, what, next]) => {
    const verdict = judgeLocation({ state, token: held }, carriers);
    expect(verdict).toMatchObject({ health, what: expect.stringMatching(what) });
    expect(verdict.next ?? 'nothing to do').toMatch(next ?? /^nothing to do$/);
  },
);

test('every state has a verdict', () => {
  expect(new Set(cases.map(([state]) => state))).toEqual(new Set(locationStates));
});
