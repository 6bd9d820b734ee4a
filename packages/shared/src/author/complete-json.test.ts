import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isJsonObject, type Json } from '../json.ts';
import { completeJson } from './complete-json.ts';

const answer = '{"a": [{"x": "1, {2}"}, {"x": "\\"[", "y": [1, 2]}], "b": {"c": [true, 12]}, "d": null}';

describe('the beginning of a JSON text is completed', () => {
  test.for<[begun: string, whole: string | null]>([
    ['', null],
    ['Here you are: ', null],
    ['{', '{}'],
    ['{"a"', '{}'],
    ['{"a": [', '{"a": []}'],
    ['{"a": [{"x": "1, {2}"', '{"a": []}'],
    ['{"a": [{"x": "1, {2}"},', '{"a": [{"x": "1, {2}"}]}'],
    ['{"a": [{"x": "1, {2}"}, {"x": "\\"[", "y": [1', '{"a": [{"x": "1, {2}"}]}'],
    [answer.slice(0, answer.indexOf('12') + 1), '{"a": [{"x": "1, {2}"}, {"x": "\\"[", "y": [1, 2]}], "b": {}}'],
    ['```json\n{"a": 1}\n```', '{"a": 1}'],
    ['{"a": 1]', '{"a": 1}'],
    ['{"a": "\\', '{}'],
  ])('%s', ([begun, whole]) => expect(completeJson(begun, 2)).toBe(whole));

  it('wherever it breaks off, into something that the whole begins with', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.double({ min: 0, max: 1, noNaN: true }), (value, share) => {
        const text = JSON.stringify({ list: [value, value], value });
        const so = completeJson(text.slice(0, Math.ceil(text.length * share)), 2);
        const begun = (so === null ? {} : JSON.parse(so)) as { list?: Json[] };
        const whole = JSON.parse(text) as { list: Json[] };
        expect(isJsonObject(begun as Json)).toBe(true);
        expect(whole.list.slice(0, begun.list?.length ?? 0)).toEqual(begun.list ?? []);
        expect(completeJson(text, 2)).toBe(text);
      }),
    );
  });
});
