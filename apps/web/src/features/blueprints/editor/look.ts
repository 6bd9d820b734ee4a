import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { styleNonce } from '../../../lib/style-nonce.ts';
import { expressionMarks } from './expression-marks.ts';

/**
 * How every text of a blueprint looks in CodeMirror: YAML's colours, the page's theme, the nonce its styles need. JSON is YAML too.
 * The colours are the tokens of `styles.css`, which switch between light and dark by themselves.
 */
export const editorLook = (): Extension => [
  EditorView.cspNonce.of(styleNonce()),
  yaml(),
  syntaxHighlighting(colours),
  expressionMarks,
  highlightSpecialChars({ addSpecialChars: unseen }),
  EditorView.lineWrapping,
  theme,
];

/** What else has no shape: a proposal, or an account's own texts, must not hide anything in it. */
const unseen = /[\u180E\u2060-\u206F\u3164\uFFA0]|[\u{E0000}-\u{E007F}]/u;

const token = (name: string) => `var(--color-${name})`;

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: token('accent') },
  { tag: [tags.string, tags.special(tags.string)], color: token('ok') },
  { tag: [tags.comment, tags.lineComment], color: token('muted'), fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.bracket, tags.squareBracket, tags.brace], color: token('muted') },
  { tag: [tags.meta, tags.typeName, tags.labelName, tags.attributeValue, tags.keyword], color: token('plum') },
]);

const field = {
  border: `1px solid ${token('edge')}`,
  borderRadius: '0.375rem',
  backgroundColor: token('surface'),
  backgroundImage: 'none',
  color: token('text'),
  fontSize: 'var(--text-sm)',
  padding: '0.25rem 0.5rem',
  verticalAlign: 'middle',
};
const inserted = { backgroundColor: token('ok-soft') };
const deleted = { backgroundColor: token('bad-soft') };
const word = (name: string) => ({
  background: 'none',
  textDecoration: 'none',
  boxShadow: `inset 0 -2px ${token(name)}`,
});

const theme = EditorView.theme({
  '&': { height: '100%', color: token('text'), backgroundColor: token('surface'), fontSize: 'var(--text-sm)' },
  '&.cm-focused': { outline: 'none' },
  // Below that iOS zooms in on what is typed into.
  '@media (max-width: 640px)': { '.cm-content, .cm-textfield.cm-textfield': { fontSize: '16px' } },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { padding: '0.75rem 0', caretColor: token('text') },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-specialChar': { color: token('bad') },
  '.cm-cursor': { borderLeftColor: token('text') },
  '.cm-gutters': { backgroundColor: token('sunken'), color: token('muted'), borderRight: `1px solid ${token('line')}` },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.25rem', padding: '0 0.375rem 0 0.5rem' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: token('text'), fontWeight: '600' },
  '.cm-foldPlaceholder': {
    backgroundColor: token('sunken'),
    borderColor: token('line'),
    color: token('muted'),
    padding: '0 0.375rem',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: token('accent-soft'),
    outline: `1px solid ${token('accent')}`,
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: token('bad-soft') },
  '.cm-expression, .cm-expression *': { color: token('plum') },
  '.cm-selectionMatch': { backgroundColor: token('accent-soft') },
  '.cm-searchMatch': { backgroundColor: token('warn-soft'), outline: `1px solid ${token('warn')}` },
  '.cm-searchMatch-selected': { backgroundColor: token('accent-soft'), outline: `2px solid ${token('accent')}` },
  '.cm-placeholder': { color: token('muted') },

  '.cm-panels': { backgroundColor: token('sunken'), color: token('text') },
  '.cm-panels.cm-panels-top': { borderBottom: `1px solid ${token('line')}` },
  '.cm-panel.cm-search': { padding: '0.5rem 2rem 0.5rem 0.75rem', fontFamily: 'var(--font-sans)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--text-sm)' },
  '.cm-panel.cm-search [name=close]': { fontSize: '1.25rem', padding: '0.25rem 0.5rem', color: token('muted') },
  '.cm-textfield': field,
  '.cm-button': { ...field, '&:active': { backgroundImage: 'none', backgroundColor: token('sunken') } },

  '.cm-tooltip': {
    border: `1px solid ${token('line')}`,
    borderRadius: '0.5rem',
    backgroundColor: token('surface'),
    color: token('text'),
    boxShadow: 'var(--shadow-pop)',
    fontFamily: 'var(--font-sans)',
    fontSize: 'var(--text-sm)',
    overflow: 'hidden',
    maxWidth: 'min(28rem, calc(100vw - 2rem))',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '16rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.5rem', lineHeight: '1.4' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: token('accent-soft'), color: token('text') },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700', color: token('accent') },
  '.cm-completionDetail': { color: token('muted'), fontStyle: 'normal', fontSize: 'var(--text-xs)' },
  '.cm-completionIcon': { color: token('muted'), opacity: '1' },
  '.cm-completionInfo': { padding: '0.375rem 0.625rem', maxWidth: '20rem' },

  '.cm-diagnostic': { padding: '0.375rem 0.625rem', borderLeft: '3px solid', marginLeft: '0' },
  '.cm-diagnostic-error': { borderLeftColor: token('bad') },
  '.cm-diagnostic-warning': { borderLeftColor: token('warn') },
  '.cm-lintRange-error, .cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-error': { textDecorationColor: token('bad'), backgroundColor: token('bad-soft') },
  '.cm-lintRange-warning': { textDecorationColor: token('warn') },

  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk .cm-deletedLine': deleted,
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': inserted,
  '.cm-deletedChunk': { padding: '0', backgroundColor: 'transparent' },
  '.cm-deletedChunk .cm-deletedLine': { padding: '0 0.75rem' },
  // A row of their own: over the text they would hide what they decide about.
  '.cm-deletedChunk .cm-chunkButtons': {
    position: 'static',
    display: 'flex',
    justifyContent: 'flex-end',
    gap: '0.375rem',
    padding: '0.25rem 0.75rem',
    backgroundColor: token('sunken'),
  },
  '.cm-deletedChunk .cm-chunkButtons button': {
    minHeight: '1.75rem',
    padding: '0 0.625rem',
    borderRadius: '0.375rem',
    fontFamily: 'var(--font-sans)',
    fontSize: 'var(--text-sm)',
    fontWeight: '500',
  },
  // The library paints the buttons' words white.
  '.cm-chunkButtons [data-decision=take]': { color: token('on-solid') },
  '.cm-chunkButtons [data-decision=leave]': { color: token('text'), border: `1px solid ${token('line')}` },
  '.cm-deletedChunk del, .cm-deletedLine, .cm-deletedLine del': { textDecoration: 'none' },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': word('bad'),
  '&.cm-merge-b .cm-changedText': word('ok'),
  // A line that is new or gone as a whole is told by its colour.
  '.cm-insertedLine > .cm-changedText:only-child': { boxShadow: 'none' },
  '.cm-deletedLine del:not(:has(> :not(.cm-deletedText))) > .cm-deletedText': { boxShadow: 'none' },
  '&.cm-merge-a .cm-changedLineGutter': { background: token('bad') },
  '.cm-deletedLineGutter': { background: token('edge') },
  '&.cm-merge-b .cm-changedLineGutter': { background: token('ok') },
  '.cm-collapsedLines': {
    background: token('sunken'),
    color: token('muted'),
    padding: '0.25rem 0.75rem',
    fontFamily: 'var(--font-sans)',
  },
  // Few fonts have the sign that stands there.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '""', margin: '0' },
});
