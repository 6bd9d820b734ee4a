import { fixtures } from '@groundwork/ghl-sandbox';
import type { ScriptedAnswer } from '@groundwork/integrations/testing/openai';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { createPlan } from '../plans/create-plan.ts';
import { author, openAssistant, tagsAnswer } from '../testing/open-assistant.ts';

const assistant = openAssistant();
const sent = () => JSON.stringify(assistant.server.requests.map(({ raw }) => raw));

const withSecret = `
groundwork: 1
name: Secrets
variables:
  pin: { type: string, secret: true }
  desk: { type: string }
  staff: { type: list, default: [] }
resources:
  tag:
    of: { forEach: "\${var.staff}", name: "\${each.value}" }
  customValue:
    pin: { name: Door pin, value: "\${var.pin}" }
    desk: { name: Desk, value: "\${var.desk}" }
`;

test('a plan is described without its values, its secrets or whose account it is', async () => {
  const { ctx } = assistant;
  const { id: blueprintVersionId } = await saveBlueprint(ctx, withSecret);
  const { accounting } = fixtures.locations;
  const variables = { pin: 'hush-hush-4711', desk: 'Marigold behind the stairs', staff: ['Wilhelmina'] };
  const plan = await createPlan(ctx, { locationId: accounting.id, blueprintVersionId, variables });
  assistant.server.next('Your account gets two values.');
  const { answer } = await assistant.ask({ task: 'document', planId: plan.id });
  expect(answer).toMatchObject({ kind: 'text', origin: { source: 'model' } });
  expect(sent()).toContain('Door pin');
  for (const secret of ['hush-hush', 'Marigold', 'Wilhelmina', accounting.name, ctx.actor.memberId, ctx.actor.agencyId])
    expect(sent()).not.toContain(secret);
});

test('a plan whose values are words of ours is described all the same', async () => {
  const { ctx } = assistant;
  const { id: blueprintVersionId } = await saveBlueprint(ctx, withSecret);
  const variables = { pin: 'Document', desk: 'create' };
  const plan = await createPlan(ctx, { locationId: fixtures.locations.accounting.id, blueprintVersionId, variables });
  assistant.server.next('Your account gets two values.');
  expect((await assistant.ask({ task: 'document', planId: plan.id })).answer.origin.source).toBe('model');
  expect(assistant.server.requests[0]?.messages.at(-1)?.content).toContain('"action":"create"');
});

test('what a text holds of people, accounts and keys is sent as placeholders, and comes back in the answer', async () => {
  const { accounting } = fixtures.locations;
  const private_ = [
    'ann@example.com',
    '+1 415 555 0134',
    accounting.name,
    'Some operator',
    'pit-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  ];
  const source = `groundwork: 1\nname: Clinic\ndescription: ${private_.join(' and ')}\nresources: {}\n`;
  assistant.server.next(({ messages }) => {
    const said = messages.at(-1)?.content.match(/description: (.*)/)?.[1] ?? '';
    return tagsAnswer(['VIP'], { summary: said });
  });
  const { answer } = await assistant.ask(author(`A tag for ${accounting.name}`, source));
  for (const words of private_) expect(sent()).not.toContain(words);
  expect(answer).toMatchObject({ origin: { source: 'model' }, summary: private_.join(' and ') });
});

test('faults that go back to the model hold no private words either', async () => {
  const source = 'groundwork: 1\nname: Clinic\nresources:\n  tag:\n    a: { name: "for ann@example.com" }\n';
  // The same name twice: the checker's words quote it.
  assistant.server.next(tagsAnswer(['for <<email-1>>']), tagsAnswer(['VIP']));
  const { answer } = await assistant.ask(author('A tag', source));
  expect(answer.attempts).toBe(2);
  expect(assistant.server.requests[1]?.messages.at(-1)?.content).toContain('<<email-1>>');
  expect(sent()).not.toContain('ann@example.com');
});

test('no log line holds the question, the answer or the key, whatever goes wrong', async () => {
  const lines: string[] = [];
  const write = (fields: object, message: string) => void lines.push(`${message} ${inspect(fields, { depth: 9 })}`);
  const logging = (ctx: Context): Context => ({ ...ctx, log: { info: write, warn: write, error: write } });
  const said = tagsAnswer(['Quux']);
  const faults: ScriptedAnswer[] = [
    said,
    'Quux, and no JSON.',
    tagsAnswer(['Quux', 'quux']),
    { fault: 'status', status: 400, code: 'quux' },
    { fault: 'status', status: 401 },
    { fault: 'status', status: 500 },
    { fault: 'cut', text: said },
    { fault: 'refusal', text: 'Quux?' },
    { fault: 'content-filter' },
    { fault: 'length', text: said.slice(0, 90) },
    { fault: 'echo' },
  ];
  const refusals: unknown[] = [];
  for (const [index, fault] of faults.entries()) {
    assistant.server.otherwise(fault);
    await assistant
      .ask(author(`A tag Quux for dental clinic ${index}`), logging(assistant.calling({ apiKey: 'sk-quux' })))
      .catch((error: unknown) => refusals.push(error));
  }
  expect(refusals).toEqual([expect.objectContaining({ code: 'AI_REFUSED' }), expect.anything()]);
  // No text that PostgreSQL takes: it says so, and quotes it.
  assistant.server.next('Quux \u0000 marks contacts.');
  await assistant.ask({ task: 'explain', question: 'What is a tag?', source: '' }, logging(assistant.ctx));
  expect(lines.length).toBeGreaterThan(faults.length / 2);
  expect(lines.join('\n')).toContain('could not be kept');
  expect(lines.filter((line) => /quux/i.test(line))).toEqual([]);
});

test('the provider learns that it is one person, and not who', async () => {
  assistant.server.otherwise(tagsAnswer(['VIP']));
  await assistant.ask(author('A tag'));
  await assistant.ask(author('Another tag'));
  await assistant.ask(author('A tag'), await assistant.member('owner'));
  const users = assistant.server.requests.map(({ raw }) => raw['safety_identifier'] ?? raw['user']);
  expect(users[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(users[1]).toBe(users[0]);
});
