import { createTestDatabase } from '@groundwork/db/testing';
import { startSandbox } from '@groundwork/ghl-sandbox';
import type { KnobChanges, Sandbox } from '@groundwork/ghl-sandbox';
import { migrate } from '../migrate.ts';
import type { Timings } from '../timings.ts';
import { clientId, clientSecret, startTestService } from './start-service.ts';
import type { TestService } from './start-service.ts';

export interface TestWorld {
  sandbox: Sandbox;
  databaseUrl: string;
  /** The first service: GHL's callback and webhooks go to it. */
  service: TestService;
  /** Another replica on the same database. */
  addReplica(timings?: Partial<Timings>): Promise<TestService>;
  close(): Promise<void>;
}

/** A GHL, a database and a service, all real, none shared with another test. */
export async function createWorld(
  options: { timings?: Partial<Timings>; knobs?: KnobChanges; env?: Record<string, string> } = {},
): Promise<TestWorld> {
  const database = await createTestDatabase({ name: 'oauth', migrate });
  const sandbox = await startSandbox({ port: 0, clientId, clientSecret, redirectUris: [], knobs: options.knobs });
  const services: TestService[] = [];
  const add = async (timings?: Partial<Timings>): Promise<TestService> => {
    const service = await startTestService({
      databaseUrl: database.url,
      sandbox,
      timings: { ...options.timings, ...timings },
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    services.push(service);
    return service;
  };
  const service = await add();
  await sandbox.control.setApp({
    redirectUris: [`${service.url}/oauth/callback`],
    webhookUrl: `${service.url}/oauth/webhook`,
  });
  return {
    sandbox,
    databaseUrl: database.url,
    service,
    addReplica: add,
    async close() {
      await Promise.all(services.map((one) => one.close()));
      await sandbox.close();
      await database.drop();
    },
  };
}
