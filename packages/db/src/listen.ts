import pg from 'pg';

export interface Listener {
  stop(): Promise<void>;
}

const reconnectDelayMs = 250;

/**
 * One connection that LISTENs on a channel for as long as the process lives. A lost connection is opened again;
 * `onConnect` runs after each (re)connect, because notifications in between are lost and must be read from the tables.
 */
export async function listen(
  databaseUrl: string,
  channel: string,
  on: { notification(payload: string): void; connect(): void; error(error: unknown): void },
): Promise<Listener> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const open = async () => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      application_name: 'groundwork-listen',
    });
    let lost = false;
    const lose = (error?: unknown) => {
      if (lost || stopped) return;
      lost = true;
      if (error) on.error(error);
      void next.end().catch(() => {});
      timer = setTimeout(() => void open(), reconnectDelayMs);
    };
    next.on('error', lose);
    next.on('end', () => lose());
    next.on('notification', (message) => on.notification(message.payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      lose(error);
      return;
    }
    client = next;
    on.connect();
  };

  await open();
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
