import { describe, expect, test } from 'vitest';
import { openHoursLines } from './open-hours.ts';
import { readableValue, valueText } from './readable-value.ts';

describe('open hours', () => {
  test('days in a row are a range, others a list', () => {
    expect(
      openHoursLines([
        { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
        { days: ['sat'], from: '10:00', to: '14:00' },
      ]),
    ).toEqual(['Mon–Fri 09:00–17:00', 'Sat 10:00–14:00']);
    expect(openHoursLines([{ days: ['mon', 'tue', 'thu', 'sun'], from: '8:00', to: '9:00' }])).toEqual([
      'Mon, Tue, Thu, Sun 8:00–9:00',
    ]);
  });

  test('the normalised form, a day an entry, reads alike', () => {
    const daily = ['mon', 'tue', 'wed'].map((day) => ({ day, from: '09:00', to: '12:00' }));
    expect(openHoursLines(daily)).toEqual(['Mon–Wed 09:00–12:00']);
  });

  test('a day that is an expression stays as it is written', () => {
    expect(openHoursLines([{ days: ['${var.day}'], from: '09:00', to: '${var.closes}' }])).toEqual([
      '${var.day} 09:00–${var.closes}',
    ]);
  });
});

describe('readable values', () => {
  test.each([
    ['name', 'VIP', 'VIP'],
    ['description', '', 'empty'],
    ['isActive', true, 'yes'],
    ['slotDuration', 30, '30 min'],
    ['appointmentsPerSlot', 2, '2'],
    ['allowBookingAfter', { value: 1, unit: 'days' }, '1 day'],
    ['allowBookingFor', { value: 8, unit: 'weeks' }, '8 weeks'],
    ['options', ['Yes', 'No'], 'Yes, No'],
    ['options', [], 'none'],
  ])('%s %j is "%s"', (property, value, words) => {
    expect(readableValue(property, value)).toBe(words);
  });

  test('a list of parts has a text for each, its name first', () => {
    expect(
      readableValue('stages', [
        { name: 'New lead', winProbability: 10 },
        { name: 'Won', winProbability: 100, showInFunnel: false },
      ]),
    ).toEqual(['New lead · win probability 10 %', 'Won · win probability 100 % · show in funnel no']);
  });

  test('a price says amount, currency and how often', () => {
    expect(
      readableValue('prices', [
        { name: 'Monthly', type: 'recurring', amount: 49, currency: 'USD', interval: 'month' },
        { name: 'Quarterly', type: 'recurring', amount: 99, currency: 'USD', interval: 'month', intervalCount: 3 },
        { name: 'Once', type: 'one_time', amount: 199.5, currency: 'USD' },
      ]),
    ).toEqual(['Monthly · 49 USD every month', 'Quarterly · 99 USD every 3 months', 'Once · 199.5 USD · one time']);
  });
});

test('text that reads like something else is quoted', () => {
  const texts = ['12', '-1.5', 'true', 'no', 'none', ' padded', 'padded '];
  expect(texts.map((text) => readableValue('value', text))).toEqual(texts.map((text) => JSON.stringify(text)));
  expect(readableValue('value', 'No, thank you')).toBe('No, thank you');
  expect(readableValue('value', 'two\nlines\n')).toBe('two\nlines\n');
});

test('on one line, parts stand one after the other, and a part of a list has its unit too', () => {
  expect(valueText('stages', [{ name: 'New' }, { name: 'Won', winProbability: 100 }])).toBe(
    'New; Won · win probability 100 %',
  );
  expect(valueText('stages[New lead].winProbability', 30)).toBe('30 %');
  expect(valueText('value', null)).toBe('none');
});
