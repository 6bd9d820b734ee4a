import { parseBlueprint } from '@groundwork/shared/blueprint';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMask } from './redact.ts';

/** One of each form, put together so that no scanner takes this file for a leak. */
const privateTexts = [
  'maria.lopez+vip@bright-smile.dental',
  'José@clínica.es',
  'jose\u0301@clinica.es',
  'ann＠example.com',
  'ann [at] example.com',
  'ann%40example.com',
  '+1 512 555 0142',
  '+49 (30) 901820-0',
  '0044 20 7946 0958',
  '(512) 555-0142',
  '512.555.0142',
  '1-512-555-0142',
  '020 7946 0958',
  '06 12 34 56 78',
  '06.12.34.56.78',
  '(030) 901820',
  '(02) 9374 4000',
  '(11) 91234-5678',
  '089 / 123 456',
  '07911123456',
  '+１ ５１２ ５５５ ０１４２',
  '+1\u00A0512\u00A0555\u00A00142',
  '4111 1111 1111 1111',
  '378282246310005',
  'DE89 3704 0044 0532 0130 00',
  'GB82WEST12345698765432',
  '123-45-6789',
  '1200 Barton Springs Rd',
  '12b baker street',
  '401 N Lamar Blvd, Suite 12, Austin, TX 78701',
  '77 Ocean Drive, Miami, FL 33139',
  'TX 78701',
  'SW1A 1AA',
  'PO Box 1234',
  'Hauptstraße 12, 10115 Berlin',
  'Calle de Alcalá 42',
  '12 rue de la Paix',
  'https://user:hunter22@example.com/path',
  'https://example.com/book?token=abc123',
  'https://services.example.com/hooks/abc/webhook-trigger/1234',
  'https://discord.example.com/api/webhooks/123/abc',
  'https://example.com/j/1?pwd=abc',
  'https://example.com/?apiKey=abc',
  'postgres://app:hunter2@db.example.com/app',
  'https://example.com/?ref=a1b2c3d4e5f6a7b8c9d0e1f2',
  `sk-${'proj-abcdefghij0123456789'}`,
  `sk_${'live'}_abcdefghij0123456789`,
  `whsec_${'abcdefghij0123456789'}`,
  `pit-${'0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f'}`,
  `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3ODkwIn0'}.abcDEF123`,
  `ghp_${'abcdefghijklmnopqrstuvwxyz0123456789'}`,
  `AKIA${'ABCDEFGHIJKLMNOP'}`,
  `-----BEGIN ${'PRIVATE KEY'}-----\nMIIEvQ\n-----END ${'PRIVATE KEY'}-----`,
  'a'.repeat(30) + '0123456789abcdef',
  '0123456789abcdef0123456789abcdef',
  `shpat_${'0123456789abcdef0123456789abcdef'}`,
  `npm_${'abcdefghijklmnopqrstuvwxyz0123456789'}`,
  `sk-ant-${'api03-abcdefghijklmnop'}`,
];
const plainTexts = [
  '2026-11-21',
  '21.11.2026',
  '01-02-2026',
  '2019-2026',
  '$1,200.00',
  '1 200 000',
  '09:00 to 17:00',
  '9-5',
  '10-15-20',
  '5, 10, 15 minutes',
  '#039be5',
  '#12345678',
  '12345678',
  '1732200000000',
  've9EPM428h8vShlRW1KT',
  '0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f',
  '${var.phone_5125550142}',
  '${customField.insurer.fieldKey}',
  '{{contact.name}} at {{location.full_address}}',
  'https://www.google.com/maps/search/?api=1&query={{location.name}}+{{location.city}}',
  'https://api.leadconnectorhq.com/widget/booking/${calendar.tour.id}',
  '3 locations, 2 calendars and 12 stages on the way',
  'via text message 24 hours before',
  'secret: true',
  'a2p 10DLC',
  'Spring 5 km run',
  'a 60 minute road lesson, or 24 hours on the road',
  '24 Hour Drive',
  '0 15 30 45 60 90 120',
  'IN 12345',
  'Parkplatz 12',
  'Via Zoom 30',
  'Basic membership',
  'Contact: Phone Number',
  'Contact form: First Name',
  'https://example.com/?utm_source=newsletter&utm_campaign=spring2026saleforall',
  'https://example.com/off-the-hook?author=bob&keyword=teeth',
  'https://fishing-hook.example.com/',
];
const known = ['Bright Smile Dental', 'Dr. Ana "Annie" Ruiz', 'Al', 's3cr3t-value'];

describe('what leaves', () => {
  test.each(privateTexts)('holds nothing of %s', (text) => {
    const mask = createMask([]);
    const hidden = mask.hide(`value: ${text}, and more`);
    expect(hidden).toMatch(/^value: (<<[a-z]+-1>>), and more$/);
    expect(mask.restore(hidden)).toBe(`value: ${text}, and more`);
  });

  test.each(plainTexts)('keeps %s', (text) => {
    expect(createMask([]).hide(text)).toBe(text);
    expect(createMask(known).hide(`x ${text} y`)).toBe(`x ${text} y`);
  });

  test('holds nothing that was named, whatever its case, and keeps words that only begin like it', () => {
    const mask = createMask(known);
    const text = 'Also bright smile DENTAL, Al’s, "Dr. Ana \\"Annie\\" Ruiz", Dr. Ana "Annie" Ruiz; keys3cr3t-valuex';
    const hidden = mask.hide(text);
    expect(hidden).toBe('Also <<private-1>>, <<private-2>>’s, "<<private-3>>", <<private-4>>; key<<private-5>>x');
    expect(mask.restore(hidden)).toBe(text);
  });

  test('holds the token behind a name that says it is one, and the name stays', () => {
    expect(createMask([]).hide('api_key: hunter2hunter2\nAuthorization: Bearer abcdefgh12')).toBe(
      'api_key: <<secret-1>>\nAuthorization: Bearer <<secret-2>>',
    );
  });

  test.each([
    ['Wifi password: hunter2', 'hunter2'],
    ['password is hunter22', 'hunter22'],
    ['PIN: 4711', '4711'],
    ['pwd="two words here"', 'two words here'],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA=='],
    ['tel:+15125550142', '+15125550142'],
    ['Telefon 612 34 56 78', '612 34 56 78'],
    ['call us on 5125550142', '5125550142'],
    ['Contact: Maria Lopez, after 5', 'Maria Lopez'],
    ['Mr. John A. Smith and staff', 'John A. Smith'],
    ['My name is Ann Lee.', 'Ann Lee'],
    ['in Salem, OR 97301', 'Salem, OR 97301'],
  ])('of “%s” what must not leave, does not', (text, secret) => {
    const mask = createMask([]);
    const hidden = mask.hide(text);
    for (const word of secret.split(' ').filter((one) => /\d|[A-Z]{2}/.test(one))) expect(hidden).not.toContain(word);
    expect(hidden).toMatch(/<<[a-z]+-1>>/);
    expect(mask.restore(hidden)).toBe(text);
  });

  test('hides a plain number only where a word says that it is for calling', () => {
    expect(createMask([]).hide('order 5125550142, phone: 5125550142')).toBe('order 5125550142, phone: <<phone-1>>');
  });

  test('hides what lies across two forms as one', () => {
    const mask = createMask(['Maria', 'Maria Lopez, 12 Main Street']);
    const text = 'maria@example.org; Maria Lopez, 12 Main Street, Austin, TX 78701';
    expect(mask.hide(text)).toBe('<<email-1>>; <<private-1>>');
    expect(mask.restore(mask.hide(text))).toBe(text);
  });
});

describe('placeholders', () => {
  test('are the same for the same value, and numbered as they come', () => {
    const mask = createMask([]);
    expect(mask.hide('b@x.org a@x.org b@x.org +1 512 555 0142')).toBe(
      '<<email-1>> <<email-2>> <<email-1>> <<phone-1>>',
    );
    expect(mask.hide('c@x.org b@x.org')).toBe('<<email-3>> <<email-1>>');
    expect(createMask([]).hide('b@x.org a@x.org')).toBe('<<email-1>> <<email-2>>');
  });

  test('are plain text to YAML and JSON', () => {
    const yaml =
      'groundwork: 1\nname: a@x.org\nvariables: { to: { type: list, default: [a@x.org, +1 512 555 0142] } }\n';
    const parsed = parseBlueprint(createMask([]).hide(yaml));
    expect(parsed).toMatchObject({
      blueprint: { name: '<<email-1>>', variables: { to: { default: ['<<email-1>>', '<<phone-1>>'] } } },
    });
    expect(JSON.stringify(createMask([]).hide('a@x.org'))).toBe('"<<email-1>>"');
  });

  test('are known again where a model wrote them a little otherwise', () => {
    const mask = createMask([]);
    mask.hide('a@x.org');
    for (const written of [
      '<<email-1>>',
      '<<Email 1>>',
      '<< EMAIL_1 >>',
      '<email-1>',
      '<<email‑01>>',
      '&lt;&lt;email-1&gt;&gt;',
    ])
      expect(mask.restore(`To ${written}.`)).toBe('To a@x.org.');
  });

  test('that nobody gave stay as they are', () => {
    const mask = createMask([]);
    mask.hide('a@x.org');
    expect(mask.restore('<<email-2>> <<phone-1>> <<toString-1>>')).toBe('<<email-2>> <<phone-1>> <<toString-1>>');
  });

  test('forged by a content come back as that content, not as another value', () => {
    const mask = createMask([]);
    const text = 'tag <<email-1>> and < EMAIL 1 > of a@x.org <b@x.org>';
    const hidden = mask.hide(text);
    expect(hidden).toBe('tag <<text-1>> and <<text-2>> of <<email-1>> <<<email-2>>>');
    expect(mask.restore(hidden)).toBe(text);
  });
});

describe('whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...privateTexts, ...plainTexts, ...known),
    fc.constantFrom(
      '<',
      '>',
      '<<',
      '>>',
      '-',
      '@',
      '.',
      ' ',
      '\n',
      '"',
      "'",
      '$',
      '{',
      '}',
      '&lt;',
      'email-1',
      '<<phone-1>>',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const texts = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

  test('it comes back as it was, and a second look finds nothing more', () => {
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const mask = createMask(known);
        const hidden = [mask.hide(first), mask.hide(second)];
        expect(hidden.map((text) => mask.restore(text))).toEqual([first, second]);
        // Its own placeholders are taken away: what is left holds nothing of any form.
        const rest = hidden.map((text) => text.replaceAll(/<<[a-z]+-\d+>>/g, '<<>>'));
        expect(rest.map((text) => createMask(known).hide(text))).toEqual(rest);
      }),
      { numRuns: 300 },
    );
  });

  test('private texts between spaces are never in it', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...privateTexts, ...known]),
        fc.constantFrom(' ', '\n', ' | ', '", "'),
        (all, gap) => {
          const hidden = createMask(known).hide(all.join(gap));
          for (const text of all) expect(hidden).not.toContain(text);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('hundreds of accounts that begin alike are found in a text that begins like them at every word', () => {
    const accounts = Array.from({ length: 3_000 }, (_, index) => `Account ${index} Family Dental`);
    const mask = createMask(accounts);
    const text = `${'Account '.repeat(7_500)}ACCOUNT  2999 family dental`;
    expect(mask.hide(text)).toBe(`${'Account '.repeat(7_500)}<<private-1>>`);
  });

  test('a long one of one character comes to an end', () => {
    for (const piece of [
      'a',
      '1',
      '+',
      '(',
      '-',
      '.',
      ' ',
      '<',
      '1 ',
      'a@',
      'a.',
      'A1 ',
      '0 ',
      '//',
      'ey',
      '1 A',
      'De ',
    ]) {
      const mask = createMask(known);
      const text = piece.repeat(60_000 / piece.length);
      expect(mask.restore(mask.hide(text))).toBe(text);
    }
  });
});
