import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { AssistantRequest } from '@groundwork/shared/views';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveBlueprint } from '../../blueprints/save-blueprint.ts';
import { listLibrary } from '../../blueprints/list-library.ts';
import type { Context } from '../../context.ts';
import { createWorld, type World } from '../../testing/world.ts';
import { answerOffline } from './answer-offline.ts';

let world: World;
let ctx: Context;

beforeAll(async () => {
  world = await createWorld();
  ctx = await world.member();
});
afterAll(() => world.close());

const text = async (request: AssistantRequest) => {
  const content = await answerOffline(ctx, request);
  return content.kind === 'text' ? content.text : content.kind;
};

describe('a goal', () => {
  test('is read together with what was answered to a question', async () => {
    const asked = await answerOffline(ctx, { task: 'author', goal: 'set it up', source: '' });
    expect(asked.kind).toBe('questions');
    const answers = [{ question: 'What kind of business is the account for?', answer: 'a yoga studio' }];
    const answered = await answerOffline(ctx, { task: 'author', goal: 'set it up', source: '', answers });
    expect(answered).toMatchObject({ kind: 'proposal', check: { valid: true } });
  });

  test('is not asked about twice', async () => {
    const answers = [{ question: 'What kind of business is the account for?', answer: 'hm' }];
    expect(await answerOffline(ctx, { task: 'author', goal: 'set it up', source: '', answers })).toMatchObject({
      kind: 'proposal',
    });
  });
});

describe('a faulty text', () => {
  test('comes back corrected where every fault is a slip of the pen', async () => {
    const source = `name: Salon
resources:
  tag: { vip: { nam: vip } }
  custmField: { plan: { name: Plan, dataType: TXT } }
  customValue: { year: { name: Year, value: 2024 } }
  calendar: { cut: { name: Cut, slotDuration: "30", autoConfirm: yes } }
`;
    const content = await answerOffline(ctx, { task: 'faults', source });
    expect(content).toMatchObject({ kind: 'proposal', check: { valid: true } });
    if (content.kind !== 'proposal') return;
    expect(parseBlueprint(content.source)).toMatchObject({
      blueprint: {
        resources: {
          customField: { plan: { dataType: 'TEXT' } },
          customValue: { year: { value: '2024' } },
          calendar: { cut: { slotDuration: 30, autoConfirm: true } },
        },
      },
    });
    expect(content.summary).toContain('without a language model');
  });

  test('is explained by cause where a person has to decide', async () => {
    const source =
      'groundwork: 1\nname: X\nresources:\n  pipeline: { p: { name: P } }\n  tag: { a: { name: x }, b: { name: X } }\n';
    const said = await text({ task: 'faults', source });
    expect(said).toContain('## Something required is missing');
    expect(said).toContain('## Something is there twice');
    expect(said).toContain('Line 5');
  });

  test('with tabs, or with one line twice, is put right', async () => {
    for (const source of [
      'groundwork: 1\nname: X\nresources:\n\ttag:\n\t\tvip: { name: vip }\n',
      'groundwork: 1\nname: X\nresources:\n  tag:\n    vip: { name: vip }\n    vip: { name: vip }\n',
    ])
      expect(await answerOffline(ctx, { task: 'faults', source })).toMatchObject({
        kind: 'proposal',
        check: { valid: true, resources: [{ address: 'tag.vip' }] },
      });
  });
});

describe('a document', () => {
  test('of each library blueprint speaks to clients, without expressions', async () => {
    for (const { source, name } of await listLibrary(ctx)) {
      const said = await text({ task: 'document', source });
      expect(said).toContain(`# ${name}`);
      expect(said).toContain('## What stays to do by hand');
      expect(said).not.toContain('${');
    }
  });

  test('of a plan is for members of its agency alone', async () => {
    await saveBlueprint(ctx, 'groundwork: 1\nname: Clinic\nresources: { tag: { a: { name: one } } }\n');
    await expect(
      answerOffline(ctx, { task: 'document', planId: '00000000-0000-4000-8000-000000000000' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a question', () => {
  const source =
    'groundwork: 1\nname: X\nresources: { pipeline: { sales: { name: Sales, stages: [{ name: New }] } } }\n';

  test('finds its entry by its words', async () => {
    expect(await text({ task: 'explain', question: 'Custom field or custom value?', source })).toContain(
      'of one contact or deal',
    );
    expect(await text({ task: 'explain', question: 'can you build workflows', source })).toContain(
      'cannot create them',
    );
  });

  test('about an address shows what stands there', async () => {
    const said = await text({ task: 'explain', question: 'what is pipeline.sales for?', source });
    expect(said).toContain('**Sales**: New');
    expect(said).toContain('## Pipeline and stage');
  });

  test('without an entry is told so', async () => {
    expect(await text({ task: 'explain', question: 'quantum chromodynamics', source })).toContain('no entry');
  });
});

test('improvements of a faulty text are its faults', async () => {
  expect(await text({ task: 'improve', source: 'nothing' })).toContain('fault');
  expect(
    await answerOffline(ctx, { task: 'improve', source: 'groundwork: 1\nname: X\nresources: {}\n' }),
  ).toMatchObject({
    kind: 'suggestions',
  });
});
