import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { connectDatabase } from './connect.ts';

test('a query on a machine that vanished without a word ends, and the next one finds the machine that took over', async () => {
  const database = await createTestDatabase({ name: 'empty', migrate: () => Promise.resolve() });
  const door = await openDoor(Number(new URL(database.url).port));
  const url = new URL(database.url);
  url.port = String(door.port);
  const db = connectDatabase(url.href, () => undefined, { silenceMs: 300 });
  onTestFinished(async () => {
    await db.destroy();
    door.close();
    await database.drop();
  });
  await sql`select 1`.execute(db);
  door.swallow();
  await expect(sql`select 2`.execute(db)).rejects.toThrow('has not answered for 0.3 s');
  expect((await sql`select 3 as three`.execute(db)).rows).toEqual([{ three: 3 }]);
});

/** What stands between us and the server. Once it swallows, the connections it has neither end nor carry anything. */
async function openDoor(target: number) {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    swallow() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
