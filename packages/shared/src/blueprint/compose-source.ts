import { Composer, CST, type Document, Lexer, LineCounter, Parser, type ParsedNode } from 'yaml';
import type { SourceLocation } from '../errors.ts';
import { maxDepth, maxIssues, maxLexemes } from './limits.ts';

export interface Fault {
  message: string;
  /** In the source, in UTF-16 units. */
  offset: number;
}

export interface Composed {
  contents: ParsedNode | null;
  faults: Fault[];
  position: (offset: number) => SourceLocation;
}

/**
 * Text to YAML nodes; JSON is YAML. Depth is watched while reading, before the composer recurses, so that hostile nesting
 * ends early. Keys are compared elsewhere: the library's own check takes quadratic time.
 */
export function composeSource(source: string): Composed {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const position = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  let offset = 0;
  let lexemes = 0;
  const stop = (message: string): Composed => ({ contents: null, faults: [{ message, offset }], position });
  for (const lexeme of new Lexer().lex(source)) {
    tokens.push(...parser.next(lexeme));
    if (++lexemes > maxLexemes) return stop('The blueprint has too many small parts to be read. Split it in two.');
    if (depthOf(parser) > maxDepth) return stop(`This is nested deeper than ${maxDepth} levels. A blueprint needs 8.`);
    if (!isMark(lexeme)) offset += lexeme.length;
  }
  tokens.push(...parser.end());

  const directive = tokens.find((token) => token.type === 'directive');
  if (directive)
    return {
      contents: null,
      faults: [{ message: 'Directives (%…) are not supported. Remove this line.', offset: directive.offset }],
      position,
    };

  const composer = new Composer({ version: '1.2', uniqueKeys: false, stringKeys: true });
  const documents = composer.compose(tokens, true, source.length);
  const first = documents.next().value;
  const second = documents.next().value;
  const faults = first ? faultsOf(first) : [];
  if (second)
    faults.push({
      message: 'A file holds one blueprint; a second document starts here. Put it into a file of its own.',
      offset: second.range[0],
    });
  return { contents: first?.contents ?? null, faults, position };
}

/** The stack holds the document, then one entry a level, then perhaps the scalar at hand. */
const depthOf = ({ stack }: Parser): number => stack.length - (CST.isCollection(stack.at(-1)) ? 1 : 2);

/** The lexer marks documents, flow ends and scalars with characters that are not in the source. */
const isMark = (lexeme: string): boolean => lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001F';

const faultsOf = (document: Document.Parsed): Fault[] =>
  [...document.errors, ...document.warnings].slice(0, maxIssues + 1).map(({ message, code, pos }) => ({
    message:
      code === 'TAG_RESOLVE_FAILED'
        ? 'Tags (!…) are not supported. Remove it.'
        : `This is not readable as YAML or JSON: ${message}`,
    offset: pos[0],
  }));
