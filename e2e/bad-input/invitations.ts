import { expect, test } from 'vitest';
import { rawCall, refusalOf } from './raw-call.ts';
import { nothingIsWritten, type World } from './world.ts';

const forged = 'A'.repeat(43);

const json = (token: unknown) => ({ body: JSON.stringify({ token }) });
const refused: [
  string,
  sent: { body?: string; headers?: Record<string, string> },
  refusal: [number, string, RegExp],
][] = [
  ['a forged token', json(forged), [404, 'NOT_FOUND', /no such invitation/]],
  ['no token', { body: '{}' }, [400, 'BAD_REQUEST', /token is missing/]],
  ['no JSON', { body: '{"token":' }, [400, 'BAD_REQUEST', /send it again/]],
  ['a token that is no text', json({ $ne: 1 }), [400, 'BAD_REQUEST', /token is missing/]],
  ['a token of 9,000 characters', json('A'.repeat(9_000)), [413, 'BLUEPRINT_TOO_LARGE', /large/]],
  ['a foreign Origin', { headers: { origin: 'https://evil.example' } }, [403, 'FORBIDDEN', /another site/]],
  ['a foreign Host', { headers: { host: 'evil.example' } }, [403, 'FORBIDDEN', /own address/]],
];

/** The link was made when the world was opened, and is open still. */
export function invitations(world: World): void {
  nothingIsWritten(world);
  const accept = (body: string, headers: Record<string, string> = {}) =>
    rawCall(`${world.instance.url}/auth/invitation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  test.each(refused)('%s', async (_, sent, [status, code, says]) => {
    const { body } = { ...json(world.own.invitationToken), ...sent };
    const answer = await accept(body, sent.headers);
    expect(answer).toMatchObject({ status, error: { code, message: expect.stringMatching(says) } });
  });

  test('a forged link offers nothing', async () => {
    expect(await refusalOf(world.stranger.trpc.invitations.offer.mutate({ token: forged }))).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/no such invitation/),
    });
  });
}

export function spentInvitations(world: World): void {
  test('six browsers that open one link at once make one member and one session', async () => {
    const before = await world.ledger.read();
    const accept = () =>
      fetch(`${world.instance.url}/auth/invitation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: world.own.invitationToken }),
      });
    const answers = await Promise.all([accept(), accept(), accept(), accept(), accept(), accept()]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['204', '409', '409', '409', '409', '409']);
    const cookies = answers.flatMap((answer) => answer.headers.getSetCookie());
    expect(cookies).toHaveLength(1);
    world.steps.seen.add(/gw_session=([\w-]+)/.exec(cookies[0] ?? '')?.[1] ?? '');
    expect(await world.ledger.read()).toEqual({
      ...before,
      members: Number(before['members']) + 1,
      sessions: Number(before['sessions']) + 1,
    });
  });

  test('whoever was removed is out, and the link is no way back', async () => {
    const { members } = world.owner.trpc;
    const invited = (await members.list.query()).members.find(({ signsInByGhl }) => !signsInByGhl);
    const { url } = await members.signInLink.mutate({ memberId: invited?.id ?? '' });
    const token = new URL(url).hash.slice(1);
    world.steps.seen.add(token);
    await members.remove.mutate({ memberId: invited?.id ?? '' });
    expect(await refusalOf(world.stranger.trpc.invitations.offer.mutate({ token }))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/taken back.*ask an admin/),
    });
  });
}
