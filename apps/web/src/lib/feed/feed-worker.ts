import { createHub } from './create-hub.ts';
import { createOpenStream } from './open-stream.ts';

const connect = createHub(createOpenStream);
addEventListener('connect', (event) => {
  if (event instanceof MessageEvent) for (const port of event.ports) connect(port);
});
