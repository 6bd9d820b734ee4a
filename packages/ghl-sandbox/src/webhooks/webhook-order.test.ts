import { expect, it } from 'vitest';
import { fixtures } from '../index.ts';
import { openLocation } from '../testing/open-location.ts';
import { codeFor, openSandbox } from '../testing/open-sandbox.ts';
import { events, receiver } from '../testing/receiver.ts';

const numbers = Array.from({ length: 20 }, (_, index) => index);

/** Sends twenty numbered webhooks within one window, and gives them in the order they came in. */
async function arrivals(webhookOrder: 'reversed' | 'shuffled') {
  const { url, deliveries } = await receiver();
  const sandbox = await openSandbox({ webhookUrl: url, knobs: { webhookOrder, webhookWindowMs: 5_000 } });
  for (const n of numbers) await sandbox.control.sendWebhook({ type: 'Numbered', n });
  await expect.poll(() => deliveries).toHaveLength(numbers.length);
  return events(deliveries).map(({ n }) => n);
}

it('turns the order of a window round when the knob says so', async () => {
  expect(await arrivals('reversed')).toEqual(numbers.toReversed());
});

it('shuffles a window when the knob says so, and loses nothing', async () => {
  const came = await arrivals('shuffled');
  expect(came).not.toEqual(numbers);
  expect(came.toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers);
});

it('turns round what is tried before the redirect, too', async () => {
  const { url, deliveries } = await receiver();
  const knobs = { webhookOrder: 'reversed', installWebhooks: 'before' } as const;
  const sandbox = await openSandbox({ webhookUrl: url, knobs });
  await codeFor(sandbox);
  const places = Object.values(fixtures.locations).map(({ id }) => id);
  expect(events(deliveries).map(({ locationId }) => locationId)).toEqual([undefined, ...places.toReversed()]);
});

it('holds webhooks back for as long as the knob says', async () => {
  const { url, deliveries } = await receiver();
  const sandbox = await openSandbox({ webhookUrl: url, knobs: { webhookDelayMs: 3_600_000 } });
  await sandbox.control.sendWebhook({ type: 'Late' });
  await sandbox.control.setKnobs({ webhookDelayMs: 0 });
  await sandbox.control.sendWebhook({ type: 'Later' });
  await expect.poll(() => events(deliveries)).toMatchObject([{ type: 'Later' }]);
  expect(await sandbox.control.webhooks()).toMatchObject([{ state: 'pending', attempts: 0 }, { attempts: 1 }]);
});

it('sends product and price events to the URLs that are named for them, and nowhere else', async () => {
  const { url: installs, deliveries: elsewhere } = await receiver();
  const { url, deliveries } = await receiver();
  const { sandbox, call, locationId } = await openLocation('accounting', { webhookUrl: installs });
  const product = { locationId, name: 'Whitening', productType: 'SERVICE' };
  const silent = String((await call('POST', '/products/', product)).json['_id']);
  const names = ['ProductCreate', 'ProductUpdate', 'ProductDelete', 'PriceCreate', 'PriceUpdate', 'PriceDelete'];
  await sandbox.control.setApp({ eventUrls: Object.fromEntries(names.map((name) => [name, url])) });

  const one = `/products/${String((await call('POST', '/products/', product)).json['_id'])}`;
  const price = { locationId, name: 'Session', type: 'one_time', currency: 'USD', amount: 1 };
  const priceUrl = `${one}/price/${String((await call('POST', `${one}/price`, price)).json['_id'])}`;
  await call('PUT', one, product);
  await call('PUT', priceUrl, price);
  await call('DELETE', `${priceUrl}?locationId=${locationId}`);
  await call('DELETE', `${one}?locationId=${locationId}`);
  await expect.poll(() => events(deliveries).map(({ type }) => type)).toEqual(expect.arrayContaining(names));
  expect(events(deliveries)).toHaveLength(names.length);
  expect(events(deliveries)).toContainEqual(expect.objectContaining({ type: 'PriceCreate', priceType: 'one_time' }));
  expect(events(deliveries).map(({ _id }) => _id)).not.toContain(silent);
  expect(events(elsewhere).filter(({ type }) => type !== 'INSTALL')).toEqual([]);
});

it('loses webhooks when the knob says so, until they are sent again by hand', async () => {
  const { url, deliveries } = await receiver();
  const sandbox = await openSandbox({ webhookUrl: url, knobs: { webhookLoss: 1, installWebhooks: 'before' } });
  await codeFor(sandbox, { locations: [fixtures.locations.gym.id] });
  await sandbox.control.setKnobs({ webhookLoss: 0 });
  await sandbox.control.sendWebhook({ type: 'Later' });
  await expect.poll(() => events(deliveries)).toMatchObject([{ type: 'Later' }]);
  const [lost] = await sandbox.control.webhooks();
  expect(lost).toMatchObject({ state: 'lost', attempts: 0, event: { type: 'INSTALL' } });
  await sandbox.control.resendWebhook({ webhookId: String(lost?.event['webhookId']) });
  await expect.poll(() => events(deliveries)).toContainEqual(lost?.event);
  for (const webhookLoss of [-0.1, 1.1])
    await expect(sandbox.control.setKnobs({ webhookLoss })).rejects.toThrow(/webhookLoss/);
});
