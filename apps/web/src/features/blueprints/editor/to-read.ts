import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { editorLook } from './look.ts';

/** A text to read and not to change. */
export const toRead = (label: string): Extension => [
  editorLook(),
  lineNumbers(),
  EditorState.readOnly.of(true),
  // Not editable, so that no phone opens its keyboard; focusable, so that it can be read and scrolled by keyboard.
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
];
