import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Delivery {
  headers: IncomingHttpHeaders;
  raw: Buffer;
  event: Record<string, unknown>;
}

/** A receiver of webhooks that answers with `statuses` in turn, then 200. */
export async function receiver(...statuses: number[]): Promise<{ url: string; deliveries: Delivery[] }> {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      deliveries.push({ headers: request.headers, raw, event: JSON.parse(raw.toString()) as Record<string, unknown> });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, deliveries };
}

export const events = (deliveries: Delivery[]) => deliveries.map(({ event }) => event);
