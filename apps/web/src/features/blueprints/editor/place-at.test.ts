import { expect, test } from 'vitest';
import { outlineOf } from './outline.ts';
import { addressAt, placeAt } from './place-at.ts';

/** The text has a bar where the cursor is. */
function placed(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const place = placeAt(text, outlineOf(text), offset);
  return place && { ...place, from: text.slice(place.from, offset), path: place.path.join('.') };
}

test('knows in which mapping a key is being written, and which others it has', () => {
  expect(placed('resources:\n  tag:\n    vip:\n      na|\n      when: true')).toEqual({
    role: 'key',
    path: 'resources.tag.vip',
    from: 'na',
    present: ['when'],
    isFlow: false,
  });
  expect(placed('gr|')).toMatchObject({ role: 'key', path: '', from: 'gr' });
  expect(placed('resources:\n  tag:\n    a: { name: x }\n  |\nvariables:\n')).toMatchObject({
    path: 'resources',
    present: ['tag'],
  });
  expect(placed('tag:\n  a: { name: x }\n  |')).toMatchObject({ path: 'tag', present: ['a'] });
});

test('does not count the key itself among the others while it is changed', () => {
  expect(placed('tag:\n  na|me: x\n  when: true')).toMatchObject({ path: 'tag', present: ['when'] });
});

test('knows which value is being written', () => {
  expect(placed('tag:\n  a:\n    dataType: TE|')).toMatchObject({ role: 'value', path: 'tag.a.dataType', from: 'TE' });
  expect(placed('tag:\n  a:\n    dataType: |\n    b: c')).toMatchObject({
    role: 'value',
    path: 'tag.a.dataType',
    from: '',
  });
  expect(placed('a:\n  - x|')).toMatchObject({ role: 'item', path: 'a.0', from: 'x' });
  expect(placed('a:\n  - |')).toMatchObject({ role: 'item', path: 'a.0' });
  expect(placed('a:\n  - k: 1\n    |')).toMatchObject({ role: 'key', path: 'a.0', present: ['k'] });
});

test('knows its way in a flow, closed or not', () => {
  expect(placed('tag:\n  a: { name: x, da| }')).toMatchObject({
    role: 'key',
    path: 'tag.a',
    from: 'da',
    present: ['name'],
    isFlow: true,
  });
  expect(placed('tag:\n  a: { dataType: TE| }')).toMatchObject({ role: 'value', path: 'tag.a.dataType', from: 'TE' });
  expect(placed('tag:\n  a: { |\n  b: { name: y }')).toMatchObject({ role: 'key', path: 'tag.a', present: [] });
  expect(placed('tag:\n  a: { ignore: [x, y|] }')).toMatchObject({ role: 'value', path: 'tag.a.ignore.1', from: 'y' });
  expect(placed('tag:\n  a: { name: x }\n  b|')).toMatchObject({ role: 'key', path: 'tag' });
});

test('finds no place in comments, texts and values that go on', () => {
  expect(placed('a: b # c|')).toBeNull();
  expect(placed('# c|')).toBeNull();
  expect(placed('a: |-\n  b'.replace('|-', '>-') + '|')).toBeNull();
  expect(placed('a: two words|')).toBeNull();
  expect(placed('name: x\n  y|')).toBeNull();
});

test('says in which resource the cursor is, in YAML and in JSON', () => {
  const address = (marked: string) => addressAt(outlineOf(marked.replace('|', '')), marked.indexOf('|'));
  expect(address('resources:\n  tag:\n    a: { name: x| }\n    b: { name: y }')).toBe('tag.a');
  expect(address('resources:\n  tag:\n    a:\n      name: x\n      |\n    b: { name: y }')).toBe('tag.a');
  expect(address('resources:\n  tag:\n    a:\n      name: x\nvariables:\n  b|: { type: string }')).toBeNull();
  expect(address('{"resources":{"tag":{"a":{"name":"|x"}}}}')).toBe('tag.a');
  expect(address('{"resources":{"tag":{"a":{"name":"x"}}}, "na|me": 1}')).toBeNull();
});
