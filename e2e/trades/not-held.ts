import type { createSandboxControl } from '@groundwork/ghl-sandbox';
import { parseBlueprint, resolveVariables } from '@groundwork/shared/blueprint';
import type { JobView, PlanView } from '@groundwork/shared/views';

type Sandbox = ReturnType<typeof createSandboxControl>;
type Raw = { id: string } & Record<string, unknown>;

/**
 * What a job says is verified and the sandbox, asked past our own adapter, does not hold. Written against GHL's raw bodies and the
 * blueprint's text: it shares nothing with the code that decides SUCCESS.
 */
export async function notHeld(sandbox: Sandbox, plan: PlanView, job: JobView, source: string): Promise<string[]> {
  const parsed = parseBlueprint(source);
  const resolved = parsed.ok ? resolveVariables(parsed.blueprint, plan.variables) : null;
  if (!resolved?.ok) throw new Error('the blueprint of an applied plan is not valid');
  const ownerId = plan.location.id;
  const raw = new Map<string, Raw[]>();
  for (const kind of [...Object.values(sandboxKinds), 'price'])
    raw.set(kind, (await sandbox.listResources({ kind, ownerId })) as Raw[]);

  const complaints: string[] = [];
  for (const step of job.steps) {
    if (step.state !== 'VERIFIED') continue;
    const body = raw.get(sandboxKinds[step.kind])?.find(({ id }) => id === step.ghlId);
    const wanted = resolved.resources.find(({ address }) => address === step.address)?.properties;
    const item = plan.items.find(({ address }) => address === step.address);
    if (step.action === 'delete') {
      if (body) complaints.push(`${step.address} is still there`);
    } else if (!body || !wanted || !item) complaints.push(`${step.address} is not there`);
    else {
      const prices = raw.get('price')?.filter((price) => price['product'] === body.id) ?? [];
      complaints.push(...faults(step.kind, { ...body, prices }, wanted).map((fault) => `${step.address}: ${fault}`));
    }
  }
  return complaints;
}

const sandboxKinds = {
  tag: 'tag',
  customField: 'customField',
  customValue: 'customValue',
  calendarGroup: 'calendarGroup',
  calendar: 'calendar',
  pipeline: 'pipeline',
  product: 'product',
  triggerLink: 'link',
} as const;

function faults(kind: keyof typeof sandboxKinds, body: Raw, wanted: Record<string, unknown>): string[] {
  const found: string[] = [];
  const expect = (ok: boolean, what: string) => void (ok || found.push(`${what}, GHL holds ${JSON.stringify(body)}`));
  const same = (name: string, there = name) =>
    name in wanted && expect(fits(wanted[name], body[there]), `${name} ${JSON.stringify(wanted[name])}`);
  expect(lower(body['name']) === lower(wanted['name']), `name ${String(wanted['name'])}`);
  if (JSON.stringify(body).includes('${')) found.push('a placeholder reached the account');
  switch (kind) {
    case 'tag':
    case 'calendarGroup':
      break;
    case 'customField':
      same('dataType');
      same('options', 'picklistOptions');
      break;
    case 'customValue':
      same('value');
      break;
    case 'triggerLink':
      same('redirectTo');
      break;
    case 'calendar':
      for (const name of ['autoConfirm', 'eventTitle', 'description']) same(name);
      for (const name of ['slotDuration', 'slotInterval'])
        expect(!(name in wanted) || minutesOf(body, name) === wanted[name], `${name} ${String(wanted[name])}`);
      expect(!('groupId' in wanted) || typeof body['groupId'] === 'string', 'a group');
      expect(
        !('openHours' in wanted) || hoursOf(body['openHours']) === (wanted['openHours'] as unknown[]).length,
        'open hours',
      );
      break;
    case 'pipeline':
      for (const stage of wanted['stages'] as { name: string }[])
        expect(
          (body['stages'] as Raw[]).some(({ name }) => lower(name) === lower(stage.name)),
          `stage ${stage.name}`,
        );
      break;
    case 'product':
      same('productType');
      for (const { name, amount, currency } of (wanted['prices'] ?? []) as Record<string, unknown>[])
        expect(
          (body['prices'] as Raw[]).some(
            (price) =>
              lower(price['name']) === lower(name) && price['amount'] === amount && price['currency'] === currency,
          ),
          `price ${String(name)}`,
        );
  }
  return found;
}

const lower = (text: unknown): string => String(text).trim().toLowerCase();

/** What a reference stood for is not known here: the text around it is. */
const fits = (wanted: unknown, held: unknown): boolean =>
  typeof wanted === 'string' && wanted.includes('${')
    ? wanted.split(/\$\{[^}]*\}/).every((piece) => String(held).includes(piece)) && !String(held).includes('${')
    : JSON.stringify(wanted) === JSON.stringify(held);

const minutesOf = (body: Raw, name: string): number => Number(body[name]) * (body[`${name}Unit`] === 'hours' ? 60 : 1);

/** GHL keeps days with hours each; a blueprint's normal form has one row for each. */
const hoursOf = (days: unknown): number =>
  (days as { daysOfTheWeek: unknown[]; hours: unknown[] }[]).reduce(
    (sum, { daysOfTheWeek, hours }) => sum + daysOfTheWeek.length * hours.length,
    0,
  );
