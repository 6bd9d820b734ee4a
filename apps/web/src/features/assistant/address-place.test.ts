import { expect, test } from 'vitest';
import { addressPlace } from './address-place.ts';

const source = `groundwork: 1
name: Clinic
variables:
  phone: { type: string }

resources:
  # vip: not this one
  tag:
    vip: { name: vip }
  customField:
    vip:
      name: VIP since
      dataType: DATE
`;

test.each([
  ['tag.vip', { line: 9, column: 5 }],
  ['customField.vip', { line: 11, column: 5 }],
  ['customField.vip["a"]', { line: 11, column: 5 }],
  ['customField.vip.dataType', { line: 13, column: 7 }],
  ['customField.vip.colour', { line: 11, column: 5 }],
  ['var.phone', { line: 4, column: 3 }],
  ['tag.none', null],
  ['pipeline.vip', null],
  ['var.fax', null],
  ['', null],
])('finds where %s stands', (address, place) => {
  expect(addressPlace(source, address)).toEqual(place);
});
