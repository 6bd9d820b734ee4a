import { expect, it } from 'vitest';
import { startServices } from './service.ts';
import type { Service } from './service.ts';

function recorder(name: string, log: string[], failOn?: 'start' | 'stop' | 'health'): Service {
  const act = async (verb: 'start' | 'stop') => {
    log.push(`${verb} ${name}`);
    if (failOn === verb) throw new Error(`${name} failed to ${verb}`);
  };
  return {
    name,
    start: () => act('start'),
    health: async () => {
      if (failOn === 'health') throw new Error('no answer');
      return { state: 'up', detail: null };
    },
    stop: () => act('stop'),
  };
}

it('starts services in order and stops them in reverse', async () => {
  const log: string[] = [];
  const running = await startServices([recorder('a', log), recorder('b', log)]);
  await running.stop();
  expect(log).toEqual(['start a', 'start b', 'stop b', 'stop a']);
});

it('stops what it started when a later service cannot start', async () => {
  const log: string[] = [];
  const services = [recorder('a', log), recorder('b', log, 'start'), recorder('c', log)];
  await expect(startServices(services)).rejects.toThrow('b failed to start');
  expect(log).toEqual(['start a', 'start b', 'stop a']);
});

it('stops every service even when one of them fails to', async () => {
  const log: string[] = [];
  const running = await startServices([recorder('a', log), recorder('b', log, 'stop')]);
  await expect(running.stop()).rejects.toThrow('b failed to stop');
  expect(log).toContain('stop a');
});

it('reports a service that cannot say how it is as down', async () => {
  const running = await startServices([recorder('a', []), recorder('b', [], 'health')]);
  expect(await running.health()).toEqual({
    a: { state: 'up', detail: null },
    b: { state: 'down', detail: 'Error: no answer' },
  });
});
