import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { startServices } from '@groundwork/integrations';
import { serve } from '../testing/serve.ts';
import { echoProviders } from './echo.ts';

it('runs the service that the README builds', async () => {
  const server = await serve(({ body }, turn) =>
    turn === 0 ? { status: 503, text: '<html>later</html>' } : { json: { heard: body } },
  );
  const outcomes: string[] = [];
  const metrics = {
    observe: (service: string, operation: string, outcome: string) =>
      outcomes.push(`${service}.${operation} ${outcome}`),
  };
  const echo = echoProviders.create('http', { baseUrl: server.url, metrics });
  const running = await startServices([echo]);
  expect(await echo.say('hello')).toBe('hello');
  expect(outcomes).toEqual(['echo.say INTERNAL', 'echo.say ok']);
  expect(await running.health()).toEqual({ echo: { state: 'up', detail: null } });
  await running.stop();
  await server.close();
});

it('swaps the provider by its name in the configuration, and lists the names when it is wrong', async () => {
  expect(await echoProviders.create('memory', { baseUrl: 'http://unused' }).say('hi')).toBe('hi');
  expect(() => echoProviders.create('smoke-signals', { baseUrl: 'http://unused' })).toThrow('http, memory');
});

it('is, step by step, the code that the README shows', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const code = await readFile(new URL('./echo.ts', import.meta.url), 'utf8');
  const shown = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
  expect(shown.join('\n')).toBe(code);
});
