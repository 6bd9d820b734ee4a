import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { Path } from './map-texts.ts';

/**
 * Offset of what stands at a path, or of the nearest thing above it that exists. Mappings and lists are pointed at by
 * their key: that is where a reader looks.
 */
export function findNode(
  root: ParsedNode | null,
  path: Path,
  options: { source: string; key?: boolean; text?: string },
): number {
  let node: ParsedNode | null | undefined = root;
  let offset = root?.range[0] ?? 0;
  for (const [index, segment] of path.entries()) {
    if (isMap(node)) {
      const pair: Pair | undefined = (node.items as Pair[]).find(
        ({ key }) => isScalar(key) && key.value === String(segment),
      );
      if (!pair) return offset;
      const isKeyWanted = options.key === true && index === path.length - 1;
      node = pair.value;
      const isWritten = isScalar(node) && node.range[1] > node.range[0];
      offset = isScalar(node) && isWritten && !isKeyWanted ? node.range[0] : pair.key.range[0];
    } else if (isSeq(node)) {
      node = (node.items as ParsedNode[])[Number(segment)];
      offset = node?.range[0] ?? offset;
    } else return offset;
  }
  if (options.text === undefined || !node) return offset;
  const within = options.source.slice(...rangeOf(node)).indexOf(options.text);
  return within === -1 ? offset : offset + within;
}

type Pair = { key: ParsedNode; value: ParsedNode | null };
const rangeOf = (node: ParsedNode): [number, number] => [node.range[0], node.range[1]];
