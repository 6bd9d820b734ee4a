import { describe, expect, it } from 'vitest';
import { fixtures, type FaultInput } from './index.ts';
import { caller, installApp, mint, openSandbox } from './testing/open-sandbox.ts';

const locationId = fixtures.locations.accounting.id;
const tags = `/locations/${locationId}/tags`;

async function open(fault: Omit<FaultInput, 'path'>) {
  const sandbox = await openSandbox();
  const { access_token: company } = await installApp(sandbox);
  const location = String((await mint(sandbox, company, locationId)).json['access_token']);
  const call = caller(sandbox, location);
  await sandbox.control.addFault({ path: '/locations/*/tags', method: 'POST', ...fault });
  const create = (name: string) => call('POST', tags, { name });
  const held = async () =>
    (await sandbox.control.listResources({ kind: 'tag', ownerId: locationId })).map(({ name }) => name);
  return { sandbox, call, create, held };
}

describe('a fault', () => {
  it('answers with any status and body, for so many calls, after so many good ones', async () => {
    const { create, held } = await open({ mode: 'status', after: 1, count: 2 });
    const statuses = [];
    for (const name of ['a', 'b', 'c', 'd']) statuses.push((await create(name)).status);
    expect(statuses).toEqual([200, 502, 502, 200]);
    expect(await held()).toEqual(['a', 'd']);
  });

  it('can say when to come back', async () => {
    const { create } = await open({ mode: 'status', status: 429, retryAfterSeconds: 2 });
    expect((await create('a')).headers.get('retry-after')).toBe('2');
  });

  it('can be an HTML page, or nothing at all', async () => {
    const html = await open({ mode: 'status' });
    expect((await html.create('a')).headers.get('content-type')).toContain('text/html');
    const empty = await open({ mode: 'empty' });
    expect(await empty.create('a')).toMatchObject({ status: 200, json: { text: '' } });
    expect(await empty.held()).toEqual([]);
  });

  it('can do the write and lose the answer', async () => {
    const { create, held } = await open({ mode: 'act-and-drop' });
    await expect(create('a')).rejects.toThrow('fetch failed');
    expect(await held()).toEqual(['a']);
  });

  it('can lose the request', async () => {
    const { create, held } = await open({ mode: 'drop' });
    await expect(create('a')).rejects.toThrow('fetch failed');
    expect(await held()).toEqual([]);
  });

  it.each([
    ['hang', []],
    ['act-and-hang', ['a']],
  ] as const)('can leave the client waiting (%s)', async (mode, expected) => {
    const { sandbox, call, held } = await open({ mode });
    let answered = false;
    const waiting = call('POST', tags, { name: 'a' }).then(
      () => (answered = true),
      () => undefined,
    );
    // Another whole call goes through meanwhile.
    await call('GET', tags);
    expect(answered).toBe(false);
    expect(await held()).toEqual(expected);
    await sandbox.close();
    await waiting;
    expect(answered).toBe(false);
  });

  it('can answer as if it had stored, and store nothing', async () => {
    const { create, held } = await open({ mode: 'store-nothing' });
    expect(await create('a')).toMatchObject({ status: 200, json: { tag: { name: 'a' } } });
    expect(await held()).toEqual([]);
  });

  it('can store and answer 422', async () => {
    const { create, held } = await open({ mode: 'create-then-422' });
    expect((await create('a')).status).toBe(422);
    expect(await held()).toEqual(['a']);
  });

  it('can be taken back, and leaves other routes alone', async () => {
    const { sandbox, call, create } = await open({ mode: 'status', count: 9 });
    expect((await call('GET', tags)).status).toBe(200);
    await sandbox.control.clearFaults();
    expect((await create('a')).status).toBe(200);
  });
});
