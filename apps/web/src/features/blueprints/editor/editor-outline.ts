import type { EditorState, Text } from '@codemirror/state';
import { type Outline, outlineOf } from './outline.ts';

const known = new WeakMap<Text, { text: string; outline: Outline }>();

/** Of the state's text; read once. */
export function outlineOfState({ doc }: EditorState): { text: string; outline: Outline } {
  const cached = known.get(doc);
  if (cached) return cached;
  const text = doc.toString();
  const read = { text, outline: outlineOf(text) };
  known.set(doc, read);
  return read;
}
