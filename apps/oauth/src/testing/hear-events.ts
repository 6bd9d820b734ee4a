import { bridgeEventsPath, bridgeStreamLine } from '@groundwork/shared/bridge';
import type { BridgeCursor, BridgeEvent, BridgeStreamLine } from '@groundwork/shared/bridge';
import { postSigned } from './call-bridge.ts';
import type { BridgeCallOptions } from './call-bridge.ts';
import type { TestService } from './start-service.ts';

export interface Hearing {
  lines: BridgeStreamLine[];
  events(): BridgeEvent[];
  stop(): void;
}

/** Listens as a backend does, and keeps what it hears. Resolves with the first line. */
export async function hearEvents(
  service: TestService,
  { after = null, ...options }: BridgeCallOptions & { after?: BridgeCursor | null } = {},
): Promise<Hearing> {
  const ending = new AbortController();
  const answer = await postSigned(service, bridgeEventsPath, JSON.stringify({ after }), {
    ...options,
    signal: ending.signal,
  });
  if (answer.body === null || !answer.ok) throw new Error(`The stream was refused: ${await answer.text()}`);
  const lines: BridgeStreamLine[] = [];
  const began = Promise.withResolvers<void>();
  void keepLines(answer.body, (line) => {
    lines.push(line);
    began.resolve();
  }).catch(() => undefined);
  await began.promise;
  return {
    lines,
    events: () => lines.filter((line) => line.type === 'event'),
    stop: () => ending.abort(),
  };
}

async function keepLines(body: ReadableStream<Uint8Array>, keep: (line: BridgeStreamLine) => void): Promise<void> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const texts = (rest + chunk).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) keep(bridgeStreamLine.parse(JSON.parse(text)));
  }
}
