import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSecrets } from '../../scripts/secrets.ts';
import { pidsOf, type World } from './world.ts';

const shapes = [/eyJ[\w-]+\./, /\b(code|state|ticket|nonce|(refresh|access)_token)=[\w-]{16,}/, /Bearer [\w-]{8,}/];

export function traces(world: World): void {
  /** Everything the processes have said. */
  async function logs(): Promise<{ name: string; text: string }[]> {
    const folder = join(world.instance.dataDir, 'logs');
    const names = (await readdir(folder)).toSorted();
    const read = async (name: string) => ({ name, text: await readFile(join(folder, name), 'utf8') });
    return Promise.all(names.map(read));
  }

  test('every process lives, and none took a bad request for a fault of its own', async () => {
    // The sandbox was stopped on purpose.
    const { sandbox: _, ...lived } = world.pids;
    expect(pidsOf(world.instance)).toMatchObject(lived);
    const errors = (await logs()).flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => /"level":[56]0/.test(line))
        .map((line) => `${name}: ${(JSON.parse(line) as { msg: string }).msg}`),
    );
    expect(errors).toEqual(['oauth.log: installation needs reconnect']);
  });

  test('no log holds a ticket, code, state, cookie, token, key or password', async () => {
    const { sandboxClientId: _, ...secrets } = loadSecrets(world.instance.dataDir);
    const cookies = [world.owner, world.viewer, world.stranger].flatMap(({ cookie }) => cookie.split(/; |=/));
    const forbidden = [...Object.values(secrets), ...cookies.filter((part) => part.length > 20), ...world.steps.seen];
    expect(forbidden.length).toBeGreaterThan(50);

    const all = await logs();
    const named = ['api.log', 'oauth.log', 'postgres.log', 'sandbox.log', 'worker.log'];
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
    for (const { name, text } of all) {
      const found = forbidden.filter((secret) => text.includes(secret));
      expect([name, ...found, ...shapes.flatMap((shape) => shape.exec(text)?.[0] ?? [])]).toEqual([name]);
    }
  });
}
