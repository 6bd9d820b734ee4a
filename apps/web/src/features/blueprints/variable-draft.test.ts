import { expect, it, test } from 'vitest';
import type { VariableDeclaration } from '@groundwork/shared/blueprint';
import { draftOf, readDraft } from './variable-draft.ts';

test.for<[declaration: VariableDeclaration]>([
  [{ type: 'string' }],
  [{ type: 'string', description: 'Front desk', default: '' }],
  [{ type: 'string', default: ' two\nlines ' }],
  [{ type: 'string', secret: true }],
  [{ type: 'number', default: 0 }],
  [{ type: 'boolean', default: false }],
  [{ type: 'boolean', default: true }],
  [{ type: 'list', default: ['a', 'b'] }],
  [{ type: 'list', default: [] }],
])('an untouched form declares what was declared: %j', ([declaration]) => {
  expect(readDraft(draftOf('x', declaration))).toEqual({ declaration });
});

it('asks for a number where the default is none', () => {
  const draft = { ...draftOf('x', { type: 'number' }), hasDefault: true };
  for (const text of ['', 'many', '1 2']) expect(readDraft({ ...draft, text })).toEqual({ fault: expect.any(String) });
  expect(readDraft({ ...draft, text: ' 2,5 ' })).toEqual({ declaration: { type: 'number', default: 2.5 } });
});

it('gives a secret no default, and makes no secret of a list', () => {
  const draft = { ...draftOf('x', { type: 'string', default: 'seen' }), secret: true };
  expect(readDraft(draft)).toEqual({ declaration: { type: 'string', secret: true } });
  expect(readDraft({ ...draft, type: 'list' })).toEqual({ declaration: { type: 'list', default: ['seen'] } });
});
