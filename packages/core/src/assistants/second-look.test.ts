import { describe, expect, test } from 'vitest';
import { author, openAssistant, tagsAnswer } from '../testing/open-assistant.ts';
import { withoutFetching, withoutInvisible } from './plain-words.ts';
import { secondLook } from './second-look.ts';

const blueprint = (resources: string) => `groundwork: 1\nname: Clinic\nresources:\n${resources}`;
const link = (to: string) => `  triggerLink:\n    book: { name: Book, redirectTo: ${JSON.stringify(to)} }\n`;
const value = (text: string) => `  customValue:\n    pay: { name: Pay, value: ${JSON.stringify(text)} }\n`;
const look = (before: string, after: string, goal = 'Tidy it up') => secondLook(author(goal, before), before, after);

describe('a second look', () => {
  const before = blueprint(link('https://clinic.example/book'));

  test('names a link that leads elsewhere, even to an address that stands in the text already', () => {
    const other = `${before}${value('Pay at https://pay.example/x')}`;
    const after = `${blueprint(link('https://pay.example/x'))}${value('Pay at https://pay.example/x')}`;
    expect(look(other, after)).toEqual([
      'Look twice: triggerLink.book names https://pay.example/x, which you did not say.',
    ]);
  });

  test('is silent about what the person said, what stays, and expressions', () => {
    const after = blueprint(`${link('https://new.example/book')}${value('{{contact.name}}, ${var.site}')}`);
    expect(look(before, after, 'Book at https://new.example/book.')).toEqual([]);
    expect(look(before, after, 'Book at new.example/book')).toEqual([]);
    expect(look(before, before)).toEqual([]);
    expect(look(before, blueprint(''))).toEqual([]);
  });

  test.each([
    'ann@evil.example',
    '+1 512 555 0142',
    'www.evil.example',
    'evil.example/pay',
    'javascript://evil.example',
  ])('names %s, wherever it comes to stand', (lead) => {
    expect(look('', blueprint(value(`Call or click ${lead} now`)))).toEqual([
      `Look twice: customValue.pay names ${lead}, which you did not say.`,
    ]);
  });

  test('shows what a host of look-alike letters is called on the network', () => {
    expect(look('', blueprint(value('https://p\u0430ypal.example/pay')))).toEqual([
      'Look twice: customValue.pay names https://p\u0430ypal.example/pay (xn--pypal-4ve.example), which you did not say.',
    ]);
  });

  test('names what holds a key, and not the key', () => {
    const [sight = '', ...others] = look('', blueprint(value(`Wifi ${'sk-'}abcdefghijklmnopqrst`)));
    expect(sight).toBe(
      'Look twice: customValue.pay holds what looks like a password or key. Whoever uses the account can read it there.',
    );
    expect(others).toEqual([]);
  });

  test('is bounded', () => {
    const many = Array.from(
      { length: 40 },
      (_, index) => `    v${index}: { name: V${index}, value: "https://e.example/${index}" }`,
    );
    const sights = look('', blueprint(`  customValue:\n${many.join('\n')}\n`));
    expect(sights).toHaveLength(13);
    expect(sights.at(-1)).toContain('28 more places');
  });
});

describe('what is shown', () => {
  const assistant = openAssistant();

  test('a proposal tells where a private text was put back that nobody else may read, before the model’s own notes', async () => {
    const key = `pit-${'0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'}`;
    const proposal = {
      name: null,
      description: null,
      variables: [],
      resources: [{ kind: 'customValue', address: 'greeting', name: 'Greeting', value: 'Hi <<secret-1>>' }],
      remove: [],
    };
    assistant.server.next(tagsAnswer([], { proposal, notes: ['A note'] }));
    const { answer } = await assistant.ask(author('A greeting', blueprint(`  tag: { a: { name: a } } # ${key}\n`)));
    if (answer.kind !== 'proposal') throw new Error(answer.kind);
    expect(answer.source).toContain(`Hi ${key}`);
    expect(answer.notes).toEqual([expect.stringContaining('customValue.greeting holds what looks like'), 'A note']);
    expect(answer.notes.join()).not.toContain(key);
  });

  test('a name holds nothing that nobody sees', async () => {
    assistant.server.next(tagsAnswer(['v\u200Bip\u{E0041}', 'ol\u200Dd'], { summary: 'abc \u202Ecba' }));
    const { answer } = await assistant.ask(author('Tags'));
    expect(answer).toMatchObject({ kind: 'proposal', summary: 'abc cba', check: { valid: true } });
    expect(answer.kind === 'proposal' && answer.source).toMatch(/name: vip }[^]*name: old }/);
  });

  test('a text fetches nothing where it is opened', async () => {
    const hostile =
      'See ![logo](https://evil.example/p.png?d=1) <img src="https://evil.example/x"> and <https://a.example>';
    assistant.server.next(hostile);
    const { answer } = await assistant.ask({ task: 'explain', question: 'What is a tag?', source: '' });
    expect(answer).toMatchObject({
      kind: 'text',
      text: 'See [logo](https://evil.example/p.png?d=1) < img src="https://evil.example/x"> and <https://a.example>',
    });
    const named = blueprint('  tag: { a: { name: "![x](https://evil.example/p.png)" } }\n');
    const { ctx } = assistant;
    const alone = { ...ctx, assistant: { ...ctx.assistant, model: null } };
    const { answer: composed } = await assistant.ask({ task: 'document', source: named }, alone);
    expect(composed).toMatchObject({ kind: 'text', origin: { source: 'offline' } });
    expect(JSON.stringify(composed)).not.toContain('![');
  });

  test('emoji, marks and scripts that need joiners stay', () => {
    for (const text of ['👩‍⚕️ 👨‍👩‍👧', 'می‌خواهم', 'क्‍ष', 'é ü', 'a\tb\nc']) expect(withoutInvisible(text)).toBe(text);
    expect(withoutFetching('a < b, 3<4, <https://x.example>, !no [yes](z)')).toBe(
      'a < b, 3<4, <https://x.example>, !no [yes](z)',
    );
  });
});
