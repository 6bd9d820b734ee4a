import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLineGutter, type KeyBinding, keymap, lineNumbers } from '@codemirror/view';

interface WritingOptions {
  label: string;
  /** Id of the words that say how to leave with the keyboard. */
  describedBy: string;
  keys: readonly KeyBinding[];
}

/** What a person needs to write. Tab is bound to nothing, so that it moves on as anywhere else on the page. */
export const writing = ({ label, describedBy, keys }: WritingOptions): Extension => [
  EditorView.contentAttributes.of({
    'aria-label': label,
    'aria-describedby': describedBy,
    autocapitalize: 'off',
    // An editable element takes the focus anyway; checks of accessibility look for this.
    tabindex: '0',
  }),
  indentUnit.of('  '),
  EditorState.tabSize.of(2),
  lineNumbers(),
  highlightActiveLineGutter(),
  lintGutter(),
  codeFolding(),
  foldGutter(),
  history(),
  bracketMatching(),
  closeBrackets(),
  search({ top: true }),
  highlightSelectionMatches(),
  keymap.of([
    ...keys,
    { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...searchKeymap,
  ]),
];
