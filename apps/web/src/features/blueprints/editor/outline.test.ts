import { expect, test } from 'vitest';
import { outlineOf, type OutlineNode } from './outline.ts';

const shown = (text: string) =>
  outlineOf(text).nodes.map(({ path, scalar }) => path.join('.') + (scalar === null ? '' : `=${scalar}`));

test('names every key with its path, in blocks and in flows', () => {
  expect(
    shown(
      'name: A # b\nresources:\n  tag:\n    vip: { name: "v, ip", \'x\': [1, {a: b}] }\n  calendar:\n    c:\n      name: x: y',
    ),
  ).toEqual([
    'name=A',
    'resources',
    'resources.tag',
    'resources.tag.vip',
    'resources.tag.vip.name=v, ip',
    'resources.tag.vip.x',
    'resources.tag.vip.x.0=1',
    'resources.tag.vip.x.1',
    'resources.tag.vip.x.1.a=b',
    'resources.calendar',
    'resources.calendar.c',
    'resources.calendar.c.name=x: y',
  ]);
});

test('counts the items of a list, indented or not', () => {
  const items = ['a.0=x', 'a.1', 'a.1.k=1', 'a.1.l=2'];
  expect(shown('a:\n  - x\n  - k: 1\n    l: 2\nb: 3')).toEqual(['a', ...items, 'b=3']);
  expect(shown('a:\n- x\n- k: 1\n  l: 2\nb: 3')).toEqual(['a', ...items, 'b=3']);
});

test('takes no key out of a text of lines', () => {
  expect(shown('a: |\n  not: a key\n\n  nor: this\nb: >-\n  c: d\ne: 1')).toEqual(['a', 'b', 'e=1']);
});

test('reads JSON', () => {
  expect(shown('{"groundwork":1,\n "resources":{"tag":{"vip":{"name":"v"}}}}')).toEqual([
    'groundwork=1',
    'resources',
    'resources.tag',
    'resources.tag.vip',
    'resources.tag.vip.name=v',
  ]);
});

test('goes on after a flow that is not closed yet', () => {
  expect(shown('tag:\n  a: { name: x,\n  b: { name: y }\nc: 1')).toEqual([
    'tag',
    'tag.a',
    'tag.a.name=x',
    'tag.b',
    'tag.b.name=y',
    'c=1',
  ]);
  expect(shown('a: { value: ${var.x }\nb: 1')).toEqual(['a', 'a.value=${var.x }', 'b=1']);
});

test('ends with any text, and no key stands outside of it', () => {
  const whole = 'a:\n  - b: { c: [1, "x" ], d: \'y\' } # z\n    e: |\n      f\n  - - g\nh: "i\n';
  for (let end = 0; end <= whole.length; end++) {
    const check = ({ keyFrom, keyTo, valueFrom, valueTo }: OutlineNode) =>
      keyFrom <= keyTo && valueFrom <= valueTo && valueTo <= end;
    expect(outlineOf(whole.slice(0, end)).nodes.every(check)).toBe(true);
  }
});
