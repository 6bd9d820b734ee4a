import { isMap, isScalar, isSeq, type Node, type ParsedNode, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from '../blueprint/map-texts.ts';

export type Block = YAMLMap<Scalar<string>, ParsedNode | null>;
export type BlockList = YAMLSeq<ParsedNode>;
export interface Entry {
  key: Scalar<string>;
  value: ParsedNode | null;
}

/** The part of a text that a collection's entries fill: whole lines, but for a mapping that begins beside the dash of a list. */
export interface Place {
  source: string;
  path: Path;
  start: number;
  end: number;
}

export const isBlockMap = (node: unknown): node is Block => isMap(node) && !node.flow && node.items.length > 0;
export const isBlockList = (node: unknown): node is BlockList => isSeq(node) && !node.flow && node.items.length > 0;
export const isBlockText = (node: unknown): boolean =>
  isScalar(node) && (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL);

export const offsetOf = (node: Node): number => node.range?.[0] ?? 0;
export const lineStart = (source: string, offset: number): number => source.lastIndexOf('\n', offset - 1) + 1;
export const columnOf = (source: string, offset: number): number => offset - lineStart(source, offset);

/** After the line that holds the offset. */
export function lineEnd(source: string, offset: number): number {
  const newline = source.indexOf('\n', offset);
  return newline === -1 ? source.length : newline + 1;
}

/** Where the lines of an entry begin: with the comments and blank lines above it. */
export function chunkStart(source: string, offset: number, column: number): number {
  let start = lineStart(source, offset);
  for (;;) {
    const above = start === 0 ? 0 : lineStart(source, start - 1);
    const line = source.slice(above, start).trimEnd();
    const indent = line.search(/\S/);
    const isOurs = indent === -1 || (line[indent] === '#' && indent <= column);
    if (start === 0 || !isOurs) return start;
    start = above;
  }
}

/** As the text ends its own lines. */
export const newlineOf = (source: string): string => (source.includes('\r\n') ? '\r\n' : '\n');

export const linesOf = (source: string, lines: readonly string[]): string =>
  lines.map((line) => line + newlineOf(source)).join('');

export const ended = (source: string, chunk: string): string =>
  chunk === '' || chunk.endsWith('\n') ? chunk : chunk + newlineOf(source);
