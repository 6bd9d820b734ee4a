import { fixtures } from '@groundwork/ghl-sandbox';
import { expect, test } from 'vitest';
import { signIn } from '../../scripts/sign-in.ts';
import { refusalOf } from './raw-call.ts';
import { tagSource, type World } from './world.ts';

const { secondAgency, secondLocations, users } = fixtures;
const { bakery, yoga } = secondLocations;

export function grants(world: World): void {
  const plan = async (locationId: string) => {
    const { blueprints, plans } = world.stranger.trpc;
    const { id } = await blueprints.save.mutate({ source: tagSource('theirs') });
    return plans.create.mutate({ locationId, blueprintVersionId: id, variables: {} });
  };
  const connection = async () => (await world.stranger.trpc.accounts.list.query()).connection.state;

  test('a revoked one asks for a new consent, and goes on with it', async () => {
    const { plans } = await world.ledger.read();
    await world.sandbox.revoke({ companyId: secondAgency.id });
    // GHL takes a used token for half a minute more; only a refusal after that is final.
    expect(await refusalOf(plan(bakery.id))).toMatchObject({
      code: 'GHL_UNAVAILABLE',
      retryable: true,
      message: expect.stringMatching(/there is no plan\..*installation is kept; try again shortly/),
    });
    await world.ledger.inOAuth(`update installations set refused_at = refused_at - interval '1 minute',
      next_attempt_at = now() where refused_at is not null`);
    expect(await refusalOf(plan(bakery.id))).toMatchObject({
      code: 'RECONNECT_NEEDED',
      retryable: false,
      message: expect.stringMatching(/there is no plan\..*An admin of the agency has to connect GoHighLevel again/),
    });
    expect(await connection()).toBe('needs-reconnect');
    expect((await world.ledger.read())['plans']).toBe(plans);

    world.stranger = await signIn(world.instance.url, { as: users.otherAgencyAdmin.id });
    expect(await connection()).toBe('connected');
    expect((await plan(bakery.id)).summary).toMatchObject({ create: 1 });
  });

  test('one whose access token expired is renewed without a word', async () => {
    await world.sandbox.expireAccessTokens({ companyId: secondAgency.id });
    expect((await plan(bakery.id)).summary).toMatchObject({ create: 1 });
  });

  test('one that no longer covers an account says where to install', async () => {
    const { plans } = await world.ledger.read();
    await world.sandbox.uninstall({ companyId: secondAgency.id, locationId: yoga.id });
    expect(await refusalOf(plan(yoga.id))).toMatchObject({
      code: 'NOT_INSTALLED',
      message: expect.stringMatching(/Install it there/),
    });
    expect((await world.ledger.read())['plans']).toBe(plans);
  });
}
