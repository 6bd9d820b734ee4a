import { afterAll, beforeAll, describe } from 'vitest';
import { applies, whileGhlIsAway } from './bad-input/applies.ts';
import { blueprints } from './bad-input/blueprints.ts';
import { calls } from './bad-input/calls.ts';
import { feed } from './bad-input/feed.ts';
import { grants } from './bad-input/grants.ts';
import { intruders } from './bad-input/intruders.ts';
import { invitations, spentInvitations } from './bad-input/invitations.ts';
import { otherAgencies } from './bad-input/other-agencies.ts';
import { plans } from './bad-input/plans.ts';
import { signIns } from './bad-input/sign-ins.ts';
import { tickets } from './bad-input/tickets.ts';
import { traces } from './bad-input/traces.ts';
import { bridgeCalls, webhooks } from './bad-input/unsigned.ts';
import { variables } from './bad-input/variables.ts';
import { closeWorld, openWorld, type World } from './bad-input/world.ts';

/** Everything wrong that can be sent to a running Groundwork: each gets a clear error, and nothing is written. */

const world = {} as World;
beforeAll(() => openWorld(world), 120_000);
afterAll(() => closeWorld(world));

const groups: [guarantee: string, tests: (world: World) => void][] = [
  ['a faulty blueprint is refused with the line and column of its fault', blueprints],
  ['variables that do not fit make no plan', variables],
  ['a call that is not well formed is refused in the one error format', calls],
  ['what belongs to another agency is as unknown as what never was', otherAgencies],
  ['who may not, does not', intruders],
  ['the feed starts over at nonsense, and tells nobody of others', feed],
  ['the bridge answers nobody who cannot sign', bridgeCalls],
  ['a webhook that GHL did not sign is not kept', webhooks],
  ['a false sign-in ends at the OAuth service, which keeps no grant and gives no ticket', signIns],
  ['a ticket signs in its own browser, once', tickets],
  ['an invitation is taken from nobody who does not hold its link', invitations],
  ['an invitation is taken once, and its member can be removed', spentInvitations],
  ['a plan is made from a complete account or not at all', plans],
  ['an apply believes no answer', applies],
  ['while GHL is away nobody signs in, nothing is planned, and an apply waits', whileGhlIsAway],
  ['a grant that no longer holds is told apart from an outage', grants],
  ['all of this leaves no trace', traces],
];

describe.each(groups)('%s', (_, tests) => {
  tests(world);
});
