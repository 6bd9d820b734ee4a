import { HighLevel, MemorySessionStorage } from '@gohighlevel/api-client';
import type { ValidConfig } from '@gohighlevel/api-client';

/** GHL's own SDK. Its base URL is a constant; the HTTP client inside it can be told another. */
export function officialClient(sandboxUrl: string, config: ValidConfig): HighLevel {
  const client = new HighLevel({ ...config, apiVersion: '2021-07-28', logLevel: 'none' });
  client.getHttpClient().defaults.baseURL = sandboxUrl;
  return client;
}

/** Where several of its instances keep their sessions, as processes would in one database; here without the database. */
export const sharedSessions = (): MemorySessionStorage => new MemorySessionStorage();
