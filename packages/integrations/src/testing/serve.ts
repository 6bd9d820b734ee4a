import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What to answer; `hang` never answers, `drop` closes the connection without a word. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string }
  | 'hang'
  | 'drop';

export interface TestServer {
  url: string;
  seen: SeenRequest[];
  close(): Promise<void>;
}

/** A real HTTP server on a free port that answers what the test says. */
export async function serve(
  reply: (request: SeenRequest, turn: number) => Reply | Promise<Reply>,
): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(request);
      send(outgoing, await reply(request, seen.length - 1));
    })();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return { url: urlOf(server), seen, close: () => close(server) };
}

function send(outgoing: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'drop') return void outgoing.destroy();
  const { status = 200, headers = {}, json, text } = reply;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  outgoing.writeHead(status, { ...type, ...headers }).end(text ?? (json === undefined ? '' : JSON.stringify(json)));
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The test server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

/** An address where nothing listens: connections are refused. */
export async function refusingUrl(): Promise<string> {
  const server = await serve(() => ({}));
  await server.close();
  return server.url;
}
