import { describe, expect, it } from 'vitest';
import { customField } from './custom-field.ts';
import { customValue } from './custom-value.ts';
import { tag } from './tag.ts';
import type { Kind } from './types.ts';
import type { JsonObject } from '../json.ts';

const sameKey = (kind: Kind, written: JsonObject, live: JsonObject): boolean =>
  kind.naturalKey(kind.normalise(written)) === kind.naturalKey(kind.normalise(live));

describe('a tag', () => {
  it('is the same in any case and with any space around', () => {
    expect(tag.normalise({ name: ' New Patient ' })).toEqual({ name: 'new patient' });
    expect(sameKey(tag, { name: 'New Patient' }, { name: 'new patient' })).toBe(true);
  });
});

describe('a custom field', () => {
  const live = {
    name: 'Insurance provider',
    model: 'contact',
    dataType: 'TEXT',
    fieldKey: 'contact.insurance_provider',
  };

  it('is of contacts unless said otherwise, and one of each model may have the same name', () => {
    expect(customField.normalise({ name: 'A', dataType: 'TEXT' })).toEqual({
      name: 'A',
      model: 'contact',
      dataType: 'TEXT',
    });
    expect(sameKey(customField, { name: 'Insurance provider' }, live)).toBe(true);
    expect(sameKey(customField, { name: 'Insurance provider', model: 'opportunity' }, live)).toBe(false);
  });

  it('has its options without the space around them, as GHL keeps them', () => {
    const plan = { name: 'Plan', dataType: 'RADIO' };
    const normalised = { ...plan, model: 'contact', options: ['Gold', 'No, thanks'] };
    expect(customField.normalise({ ...plan, options: [' Gold', 'No, thanks '] })).toEqual(normalised);
    expect(customField.normalise(normalised)).toEqual(normalised);
  });

  it('is refused with two options that differ in the space around them alone', () => {
    const written = { name: 'Plan', dataType: 'RADIO', options: ['Gold', 'Silver', 'Gold '] };
    const messages = customField.schema.safeParse(written).error?.issues.map(({ message }) => message);
    expect(messages).toEqual(['The option "Gold" is there twice.']);
  });

  it("is known by GHL's frozen key when it was renamed there", () => {
    const renamed = { ...live, name: 'Insurer' };
    expect(sameKey(customField, { name: 'Insurance provider' }, renamed)).toBe(true);
    expect(sameKey(customField, { name: 'Insurer' }, renamed)).toBe(false);
  });

  it('is known by its name whatever GHL made of hyphens, apostrophes and other alphabets', () => {
    for (const fieldKey of ['contact.check_in_date', 'contact.checkin_date', 'contact.check-in_date'])
      expect(
        sameKey(customField, { name: 'Check-in date' }, { name: 'Check-in date', model: 'contact', fieldKey }),
      ).toBe(true);
    expect(sameKey(customField, { name: 'Größe' }, { name: 'Größe', model: 'contact', fieldKey: 'contact.gr_e' })).toBe(
      true,
    );
    expect(sameKey(customField, { name: 'اسم' }, { name: 'اسم', model: 'contact', fieldKey: 'contact.x1' })).toBe(true);
  });
});

describe('a custom value', () => {
  it('has its key without the braces of a merge field', () => {
    const bare = { name: 'Clinic name', value: 'x', fieldKey: 'custom_values.clinic_name' };
    for (const fieldKey of [
      '{{ custom_values.clinic_name }}',
      '{{custom_values.clinic_name}}',
      'custom_values.clinic_name',
    ])
      expect(customValue.normalise({ ...bare, fieldKey })).toEqual(bare);
    expect(sameKey(customValue, { name: 'Clinic Name' }, bare)).toBe(true);
  });
});
