import { expect, test } from 'vitest';
import { droppedPartNote, keptNote, overwrittenNote } from './notes.ts';
import { notesBesideDiff } from './notes-beside-diff.ts';
import type { AttributeChange, PlanItem } from './types.ts';

const kept: AttributeChange = { path: 'value', before: 'Hi', after: 'Hello', base: 'Hello' };
const overwritten: AttributeChange = { path: 'name', before: 'A', after: 'B', clientEdited: true };
const item: PlanItem = {
  address: 'customValue.welcome',
  kind: 'customValue',
  action: 'update',
  title: 'Welcome',
  ghlId: 'v1',
  changes: [overwritten],
  desired: {},
  target: {},
  applied: {},
  live: {},
  dependsOn: [],
  kept: [kept],
  notes: [keptNote(kept), overwrittenNote(overwritten), droppedPartNote('stages', 'On trial', false)],
};

test('what the diff shows of client edits is left out, what is lost is not', () => {
  expect(notesBesideDiff(item)).toEqual([droppedPartNote('stages', 'On trial', false)]);
});

test('a note about an edit that the diff does not show stays', () => {
  expect(notesBesideDiff({ ...item, kept: [], changes: [] })).toEqual(item.notes);
});
