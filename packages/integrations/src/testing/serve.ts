import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { bodyOf, listen, type Listening } from './listen.ts';

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

export interface TestServer extends Listening {
  seen: SeenRequest[];
}

/** A real HTTP server on a free port that answers what the test says. */
export async function serve(
  reply: (request: SeenRequest, turn: number) => Reply | Promise<Reply>,
): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, path: url, headers, body: await bodyOf(incoming) };
      seen.push(request);
      send(outgoing, await reply(request, seen.length - 1));
    })();
  });
  return { ...(await listen(server)), seen };
}

function send(outgoing: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'drop') return void outgoing.destroy();
  const { status = 200, headers = {}, json, text } = reply;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  outgoing.writeHead(status, { ...type, ...headers }).end(text ?? (json === undefined ? '' : JSON.stringify(json)));
}

/** An address where nothing listens: connections are refused. */
export async function refusingUrl(): Promise<string> {
  const server = await serve(() => ({}));
  await server.close();
  return server.url;
}
