import { isolateHistory } from '@codemirror/commands';
import { type ChangeSet, type ChangeSpec, EditorState, Transaction, type TransactionSpec } from '@codemirror/state';
import { lineChanges } from './line-changes.ts';

/** Line ends as the editor has them. */
export const evenLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

/** The few changes that make one text another, so that cursor, folds and marks stay where they belong. */
export const changesBetween = (before: string, after: string): ChangeSpec[] =>
  lineChanges(before, after).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: after.slice(fromB, toB),
  }));

export const changeSetBetween = (before: string, after: string): ChangeSet =>
  EditorState.create({ doc: before }).changes(changesBetween(before, after));

/** `isStep`: one step of the undo history, whatever was typed before and after. */
export const textChange = (state: EditorState, after: string, isStep: boolean): TransactionSpec => ({
  changes: changesBetween(state.doc.toString(), evenLines(after)),
  annotations: [Transaction.userEvent.of('replace'), ...(isStep ? [isolateHistory.of('full')] : [])],
});
