import type { Issue } from '@groundwork/shared';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeBlueprint, readPartsLibrary } from './compose.ts';

const library = await readPartsLibrary();

function proposal(goal: string, source = '') {
  const content = composeBlueprint(goal, source, library);
  if (content.kind !== 'proposal') throw new Error(`"${goal.slice(0, 80)}" was answered with ${content.kind}`);
  const parsed = parseBlueprint(content.source);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join(' '));
  const { resources, variables } = parsed.blueprint;
  const names = (kind: keyof typeof resources) => Object.values(resources[kind] ?? {}).map(({ name }) => name);
  return { ...content, blueprint: parsed.blueprint, resources, variables, names };
}

describe('a goal that names things', () => {
  test('gets calendars with their lengths, and the hours it says', () => {
    const { resources } = proposal(
      'Dental clinic. Calendars for cleaning (45 min), exams and emergencies. Open Mon–Thu 8am to 4:30pm.',
    );
    expect(Object.values(resources.calendar ?? {})).toMatchObject([
      { name: 'Cleaning', slotDuration: 45, openHours: [{ days: ['mon', 'tue', 'wed', 'thu'] }] },
      { name: 'Exams' },
      { name: 'Emergencies' },
    ]);
    expect(proposal('Dental clinic, open Mon–Thu 8am to 4:30pm').variables).toMatchObject({
      opens: { default: '08:00' },
      closes: { default: '16:30' },
    });
  });

  test('gets its stages in its order, and no second pipeline beside them', () => {
    const { resources } = proposal(
      'Law firm with a pipeline called "Case journey" with stages Intake, Signed, Settled',
    );
    expect(resources.pipeline).toMatchObject({
      case_journey: { name: 'Case journey', stages: [{ name: 'Intake' }, { name: 'Signed' }, { name: 'Settled' }] },
    });
    expect(Object.keys(resources.pipeline ?? {})).toHaveLength(1);
  });

  test('gets fields of the type that their names say', () => {
    const { resources } = proposal(
      'Custom fields for birthday, phone of spouse, budget, number of kids, insured (yes/no) and plan (dropdown: Gold, Silver).',
    );
    expect(resources.customField).toMatchObject({
      birthday: { dataType: 'DATE' },
      phone_of_spouse: { dataType: 'PHONE' },
      budget: { dataType: 'MONETORY' },
      number_of_kids: { dataType: 'NUMERICAL' },
      insured: { dataType: 'RADIO', options: ['Yes', 'No'] },
      plan: { dataType: 'SINGLE_OPTIONS', options: ['Gold', 'Silver'] },
    });
  });

  test('gets products at its prices, in its currency', () => {
    const { resources, variables } = proposal(
      'Gym with memberships at 49 € a month or 490 € a year, and a shirt for 25 €.',
    );
    expect(resources.product).toMatchObject({
      memberships: {
        prices: [
          { amount: 49, interval: 'month' },
          { amount: 490, interval: 'year' },
        ],
      },
      shirt: { productType: 'PHYSICAL', prices: [{ amount: 25, type: 'one_time' }] },
    });
    expect(variables['currency']).toMatchObject({ default: 'EUR' });
  });

  test('gets nothing else where it wants nothing else', () => {
    const { blueprint } = proposal('Just two tags: vip and cold.');
    expect(blueprint.resources).toEqual({ tag: { vip: { name: 'vip' }, cold: { name: 'cold' } } });
  });

  test('is not given what it does not want', () => {
    const { names } = proposal('Yoga studio. No calendars or products please, and without a pipeline.');
    expect([...names('calendar'), ...names('product'), ...names('pipeline')]).toEqual([]);
    expect(names('customField')).not.toEqual([]);
  });
});

describe('a goal that names a trade', () => {
  test.each([
    ['Set up a plumber', 'Home services', 'New customers'],
    ['Zahnarztpraxis mit Terminbuchung', 'Dental clinic', 'New patients'],
    ['Taller mecánico con citas', 'Auto repair shop', 'New customers'],
    ['My client is a family law attorney', 'Law firm', 'New clients'],
    ['we are a marketing agency and this one is for a yoga studio', 'Yoga studio', 'New students'],
  ])('gets what is usual for it, in its words: %s', (goal, name, pipeline) => {
    const { blueprint, names, summary } = proposal(goal);
    expect(blueprint.name).toBe(name);
    expect(names('pipeline')).toContain(pipeline);
    expect(summary).toContain('without a language model');
  });

  test('is told what only a person can do', () => {
    const { notes } = proposal(
      'Roofer. Send a text automatically after a missed call, a funnel, and buy a phone number.',
    );
    expect(notes.join('\n')).toMatch(/workflows[\s\S]*funnels[\s\S]*phone numbers/);
  });
});

test.each(['', 'hello', 'help me', '???', '\u0000', 'asdf qwer', '${var.x}'])(
  'asks back where a goal says nothing: %j',
  (goal) => {
    const content = composeBlueprint(goal, '', library);
    expect(content.kind === 'questions' ? content.questions : []).toHaveLength(2);
  },
);

describe('a goal for a blueprint that is there', () => {
  const source = `# ours
groundwork: 1
name: Salon
variables:
  phone: { type: string }
resources:
  tag:
    vip: { name: vip } # the best
    cold: { name: cold }
  customValue:
    phone: { name: Phone, value: '\${var.phone}' }
`;

  const salon = `groundwork: 1
name: Salon
resources:
  tag:
    vip: { name: vip }
    cold: { name: cold }
  pipeline:
    p: { name: Sales, stages: [{ name: Lead }, { name: Booked }, { name: Won }] }
  customValue:
    hello: { name: Hello, value: Hello }
  product:
    f: { name: Facial, productType: SERVICE, prices: [{ name: One time, type: one_time, amount: 80, currency: USD }] }
`;

  test('adds only what is missing, and keeps the rest to the letter', () => {
    const { source: after, names } = proposal('Add tags "vip" and "bridal".', source);
    expect(names('tag')).toEqual(['vip', 'cold', 'bridal']);
    expect(after.startsWith(source.slice(0, source.indexOf('  customValue')).trimEnd())).toBe(true);
  });

  test('takes out what it names, with what only that used', () => {
    expect(proposal('Remove the tag "cold".', source).names('tag')).toEqual(['vip']);
    const { blueprint } = proposal('drop the custom value Phone', source);
    expect(blueprint.resources.customValue).toBeUndefined();
  });

  test('says so where there is nothing of a name', () => {
    expect(proposal('Remove the tag cold and the tag hot.', source).notes.join(' ')).toContain('hot');
  });

  test.each<[goal: string, said: string, resources: object]>([
    [
      'add stage Treated after Booked',
      'Changed: pipeline.p (stages).',
      { pipeline: { p: { stages: ['Lead', 'Booked', 'Treated', 'Won'].map((name) => ({ name })) } } },
    ],
    [
      'remove the tag cold and change Facial to $90',
      'Changed: product.f (prices). Taken out: tag.cold.',
      { product: { f: { prices: [{ amount: 90 }] } } },
    ],
    [
      'Facial is $29 a month now',
      'Changed: product.f (prices).',
      { product: { f: { prices: [{ name: 'Monthly', type: 'recurring', interval: 'month', amount: 29 }] } } },
    ],
    ['remove all tags', 'Taken out: tag.vip, tag.cold.', {}],
    ['remove the pipeline', 'Taken out: pipeline.p.', {}],
    ['rename the tag cold to hot', 'Changed: tag.cold (name).', { tag: { cold: { name: 'hot' } } }],
  ])('does what is said, and says so: %s', (goal, said, resources) => {
    const { blueprint, summary } = proposal(goal, salon);
    expect(blueprint.resources).toMatchObject(resources);
    expect(summary).toContain(said);
    expect(summary).not.toContain('Added: ');
  });

  test.each(['translate it', 'swap Lead and Booked', 'delete the tag blue'])(
    'asks what should change, and not what kind of business it is: %s',
    (goal) => {
      const content = composeBlueprint(goal, salon, library);
      expect(content.kind === 'questions' ? content.questions.map(({ question }) => question) : []).toEqual([
        'What should change in this blueprint?',
      ]);
    },
  );

  test('says what is there already', () => {
    const content = composeBlueprint('Add a VIP tag', salon, library);
    expect(content.kind === 'text' ? content.text : '').toContain('in the blueprint already (vip)');
  });

  test('mends slips of the pen in it first', () => {
    const { notes, names } = proposal('Add a tag "hot"', salon.replace('customValue', 'custmValue'));
    expect(names('tag')).toEqual(['vip', 'cold', 'hot']);
    expect(notes.join(' ')).toContain('custmValue became customValue');
  });

  test('explains faults that it cannot mend, and begins nothing anew', () => {
    const content = composeBlueprint('Set up a gym', 'groundwork: 1\nname: X\nresources: { blah: {} }\n', library);
    expect(content.kind === 'text' ? content.text : '').toMatch(/ask again.*one fault/s);
  });

  test('takes comments alone for a text that says nothing yet', () => {
    expect(proposal('Set up a gym', '# Ask Ann first.\n').source).toMatch(/^# Ask Ann first\.\n\ngroundwork: 1\n/);
  });
});

test.each([
  ['like the dental one but for vets', 'Veterinary practice'],
  ['plumer in austin, need bokings', 'Home services'],
  ['# Goal\n- **Trade**: law firm\n- <b>Tags</b>: retained', 'Law firm'],
])('finds the trade that is meant: %s', (goal, name) => {
  expect(proposal(goal).blueprint.name).toBe(name);
});

test.each<[goal: string, names: Record<string, string[]>]>([
  ['Only these: a VIP tag', { tag: ['vip'] }],
  [
    'Just tags: hot, cold. And a pipeline with Lead, Demo, Closed won',
    { tag: ['hot', 'cold'], pipeline: ['New customers'] },
  ],
  ['Only products: packages Silver $90, Gold $120', { product: ['Silver', 'Gold'] }],
  [
    '- *Calendars*: Visit (60 min)\n- <script>alert(1)</script>\n- <b>Tags</b>: won, lost',
    { tag: ['won', 'lost'], calendar: ['Visit'] },
  ],
  [
    'Solo etiquetas: botox, facial y un producto cojín 250 € y para los clientes',
    { tag: ['botox', 'facial'], product: ['Cojín'] },
  ],
])('takes the names as they are said: %s', (goal, kinds) => {
  const { names } = proposal(goal);
  for (const [kind, expected] of Object.entries(kinds)) expect(names(kind as 'tag')).toEqual(expected);
});

test('takes the days of a trial as they are said', () => {
  expect(proposal('Gym with a 14 day free trial').variables['trial_days']).toMatchObject({ default: 14 });
});

test('makes nothing of what a goal says it does not do', () => {
  expect(proposal("Coffee shop. Loyalty. We don't take reservations.").names('pipeline')).toEqual([]);
  expect(proposal('Dentist. Do not create any products. An exam costs $99.').names('product')).toEqual([]);
  expect(proposal('Home staging, not real estate agents. Stages: consult, quote, staged').names('calendar')).toEqual(
    [],
  );
});

test('leaves out a kind only where all of it is refused', () => {
  expect(proposal('Therapist, no tags or fields.').names('customField')).toEqual([]);
  expect(proposal('Therapist, no diagnosis fields.').names('customField').length).toBeGreaterThan(0);
});

test('takes no article and no "fields" for a part of a name', () => {
  const { names } = proposal('Only fields loan amount, credit score, pre approved. I want a spouse birthday field');
  expect(new Set(names('customField'))).toEqual(
    new Set(['Credit score', 'Loan amount', 'Pre approved', 'Spouse birthday']),
  );
});

describe('whatever a goal holds', () => {
  /** Empty also where it asks back. */
  const faultsOf = (goal: string): Issue[] => {
    const content = composeBlueprint(goal, '', library);
    if (content.kind !== 'proposal') return [];
    const { check, plan } = content;
    const manual = (plan?.manual ?? []).map((address) => ({ message: `${address} is left to a person` }));
    return [...(check.valid ? check.warnings : check.issues), ...(plan?.problems ?? []), ...manual];
  };

  test.each([
    'dental clinic. tags: ${var.secret}, {{contact.email}}, "a: b", <script>, 🔥 hot, \\u0000, *x, &y, !z, "quo\'te"',
    'gym\nresources:\n  tag:\n    evil: { name: evil }\n---\ngroundwork: 1\n',
    'law firm with tag sk-abcdefghijklmnopqrstuvwxyz0123456789 and custom value for api_key: abcdefghijklmnop1234',
    'gym. calendars for call +1 (555) 123-4567, a@b.com, and text for owner@salon.com about 555-123-4567',
    'pipeline with stages A, a, A , Ａ, "A"',
    'fields name, email, phone, "", constructor, __proto__, toString, if, 123, ____',
    'products: x at $0, x at $999999.99, x at $0, y for $1,000.50 a month, z for -5',
    'tags: vip, VIP, v-i-p, V I P, vip!, no show, no-show, noshow',
    'open mon to sun 25:00 to 99:99 and Sat 10-10 gym',
    `gym ${'very '.repeat(3000)} end`,
    `dental tags: ${Array.from({ length: 500 }, (_, index) => `tag number ${index}`).join(', ')}`,
    'yoga \u202E evil \uD800 lone \u0007 bell',
  ])('proposes only what is valid and plans clean: %#', (goal) => {
    expect(faultsOf(goal)).toEqual([]);
  });

  test('proposes only what is valid and plans clean, from any words', () => {
    const word = fc.constantFrom(
      ...'dental gym tag tags pipeline stages calendar calendars field fields product link for with and no without called "a b" : , . ( ) 45 minutes $49 a month open mon-fri 9-5 remove the add review referral custom value vip ${x} {{y}} > -> / yes/no \n - é 日本 🔥'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 6, arbitrary: word }, fc.string({ maxLength: 12 })), { maxLength: 40 }),
        (words) => {
          expect(faultsOf(words.join(' '))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('is answered, 10 kB of noise too', () => {
    const noise = Array.from({ length: 10_000 }, (_, index) => String.fromCodePoint(33 + ((index * 7919) % 400))).join(
      '',
    );
    const goals = [noise, `dental clinic ${noise}`];
    for (const piece of ['gym ', 'tags: ', '"', '(', ', ', 'gym 1 ', 'a-', '$1 ', '9-5 '])
      goals.push(piece.repeat(10_000 / piece.length));
    expect(goals.flatMap(faultsOf)).toEqual([]);
  });
});
