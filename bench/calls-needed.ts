import { createSandboxControl } from '@groundwork/ghl-sandbox';
import type { SandboxControl } from '@groundwork/ghl-sandbox';
import type { BlueprintVersionView } from '@groundwork/shared/views';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import type { SignedIn } from '../scripts/sign-in.ts';
import { cleanAccounts } from './apply-floor/clean-accounts.ts';
import { sixtyResources } from './apply-floor/sixty-resources.ts';
import { addForeignProducts, foreignProducts } from './calls-needed/foreign-products.ts';
import { neededToApply, neededToRead, plus, sum } from './calls-needed/needed.ts';
import type { Calls } from './calls-needed/needed.ts';
import { row } from './row.ts';
import type { Row } from './row.ts';

/** Of the calls needed. What is above it are pages asked for to be sure that a list has ended, and reads before a change. */
const target = 1.1;

interface Account {
  trpc: SignedIn['trpc'];
  sandbox: SandboxControl;
  version: BlueprintVersionView;
  locationId: string;
}

/**
 * A plan and its apply in an empty account, in one that holds a client's own products, and once more with another phone number:
 * the calls that the sandbox counts, beside those without which it could not be done.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const instance = await startInstance({ buildWeb: false, useFreePorts: true, log });
  try {
    const sandbox = createSandboxControl(instance.sandboxUrl ?? '');
    const { trpc } = await signIn(instance.url);
    const source = sixtyResources(await trpc.blueprints.library.query());
    const version = await trpc.blueprints.save.mutate({ source });
    const { accounts } = await trpc.accounts.list.query();
    const [empty, shop] = accounts.filter(({ state }) => state === 'active').map(({ id }) => id);
    if (!empty || !shop) throw new Error('the agency has too few accounts to apply to.');
    await cleanAccounts(sandbox, [empty, shop]);
    await addForeignProducts(sandbox, shop);

    const of = (locationId: string): Account => ({ trpc, sandbox, version, locationId });
    const [phone, newPhone] = ['+1 608 555 0100', '+1 608 555 0199'];
    return [
      await measure('calls-needed', of(empty), { phone, foreign: 0, log }),
      await measure('calls-needed:foreign', of(shop), { phone, foreign: foreignProducts, log }),
      await measure('calls-needed:again', of(shop), { phone: newPhone, foreign: foreignProducts, log }),
    ];
  } finally {
    await instance.stop();
  }
}

async function measure(
  name: string,
  { trpc, sandbox, version, locationId }: Account,
  { phone, foreign, log }: { phone: string; foreign: number; log: (line: string) => void },
): Promise<Row> {
  await sandbox.clearStats();
  const variables = { company_name: 'Fairweather', company_phone: phone };
  const plan = await trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables });
  const planned = await callsOf(sandbox, locationId);
  const { id } = await trpc.jobs.start.mutate({ planId: plan.id });
  await ended(trpc, id);
  const applied = await callsOf(sandbox, locationId);

  const needed = { plan: neededToRead(plan.items, foreign), apply: neededToApply(plan.items, foreign) };
  log(`${name}, plan: ${describe(planned)}; needed: ${describe(needed.plan)}`);
  log(`${name}, apply: ${describe(applied)}; needed: ${describe(needed.apply)}`);
  const reference = sum(plus(needed.plan, needed.apply));
  return row({ name, value: sum(plus(planned, applied)), unit: 'calls', reference, target: target * reference });
}

/** What reached the account since the last time, by what it was for. */
async function callsOf(sandbox: SandboxControl, locationId: string): Promise<Calls> {
  const traffic = (await sandbox.stats()).resources[locationId];
  await sandbox.clearStats();
  if (traffic?.rateLimited) throw new Error(`GHL refused ${traffic.rateLimited} calls for being too many.`);
  const calls: Calls = { lists: 0, priceLists: 0, writes: 0, other: 0 };
  for (const [route, count] of Object.entries(traffic?.routes ?? {})) calls[purposeOf(route)] += count;
  return calls;
}

/** Reads of one object, and of the users, no list stands for. */
function purposeOf(route: string): keyof Calls {
  if (!route.startsWith('GET ')) return 'writes';
  if (route === 'GET /products/:productId/price') return 'priceLists';
  return lists.has(route) ? 'lists' : 'other';
}

const lists = new Set([
  ...['tags', 'customFields', 'customValues'].map((collection) => `GET /locations/:locationId/${collection}`),
  ...['/calendars/groups', '/calendars/', '/opportunities/pipelines', '/products/', '/links/'].map(
    (path) => `GET ${path}`,
  ),
]);

async function ended(trpc: SignedIn['trpc'], id: string): Promise<void> {
  for (;;) {
    const { state, error, finishedAt } = await trpc.jobs.get.query({ id });
    if (state === 'SUCCESS') return;
    if (finishedAt) throw new Error(`the job ended as ${state}: ${error?.message ?? 'see its log'}`);
    await sleep(250);
  }
}

const describe = ({ lists: pages, priceLists, writes, other }: Calls): string =>
  `${pages} pages of lists, ${priceLists} lists of prices, ${writes} writes, ${other} others`;
