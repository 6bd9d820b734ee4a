import type { MemberView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { fixedReason, mayNeedLink, transferObstacle, type Viewer } from './member-rules.ts';

const member = (rest: Partial<MemberView> = {}): MemberView => ({
  id: 'm1',
  name: 'Ana',
  email: 'ana@example.com',
  role: 'operator',
  signsInByGhl: true,
  joinedAt: '2026-11-21T12:00:00.000Z',
  lastSeenAt: null,
  ...rest,
});
const owner: Viewer = { id: 'me', role: 'owner', denied: null };
const admin: Viewer = { id: 'me', role: 'admin', denied: null };
const viewer: Viewer = { id: 'me', role: 'viewer', denied: 'Viewers may not do this.' };

test('an admin changes others, never the owner or oneself', () => {
  expect(fixedReason(member(), admin)).toBeNull();
  expect(fixedReason(member({ role: 'owner' }), admin)).toMatch(/owner/);
  expect(fixedReason(member({ id: 'me' }), admin)).toMatch(/own role/);
});

test('who may not manage is told why', () => {
  expect(fixedReason(member(), viewer)).toBe('Viewers may not do this.');
});

test('only the owner hands over, and only to somebody who signs in with GoHighLevel', () => {
  expect(transferObstacle(member(), admin)).toBeUndefined();
  expect(transferObstacle(member({ id: 'me' }), owner)).toBeUndefined();
  expect(transferObstacle(member(), owner)).toBeNull();
  expect(transferObstacle(member({ signsInByGhl: false }), owner)).toMatch(/GoHighLevel/);
});

test('a sign-in link is for those who have no other way in', () => {
  expect(mayNeedLink(member(), admin)).toBe(false);
  expect(mayNeedLink(member({ signsInByGhl: false }), admin)).toBe(true);
  expect(mayNeedLink(member({ signsInByGhl: false }), viewer)).toBe(false);
});
