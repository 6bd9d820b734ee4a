import { type Document, parseDocument, Scalar, type ScalarTag, type Tags, type YAMLMap } from 'yaml';
import { stringifyString } from 'yaml/util';

/** A line that is longer is broken where it can be. */
export const maxColumns = 120;

/** A valid blueprint's text as nodes, with their comments, that are written in our layout. */
export const composeForLayout = (source: string): Document.Parsed =>
  parseDocument(source, {
    version: '1.2',
    uniqueKeys: false,
    stringKeys: true,
    customTags: ourWay,
    // `yes` or `08:00` means something else to older readers of YAML: it keeps its quotes.
    compat: 'yaml-1.1',
  });

export const layOut = (document: Document.Parsed): string =>
  document.toString({
    indent: 2,
    // Only blocks are folded: see `ourWay`.
    lineWidth: 0,
    singleQuote: true,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });

/** `[a, b]` without spaces at its ends, `{ a: b }` with, and a folded text as wide as a line. */
const ourWay = (tags: Tags): Tags =>
  tags.map((tag) => {
    if (typeof tag === 'string') return tag;
    const stringify = writers[tag.tag];
    // Of any tag the library asks `stringify`; its types know that of scalars' alone.
    return stringify ? ({ ...tag, stringify } as typeof tag) : tag;
  });

type Write = NonNullable<ScalarTag['stringify']>;

const collection =
  (flowCollectionPadding: string): Write =>
  (node, context, onComment, onChompKeep) =>
    (node as unknown as YAMLMap).toString({ ...context, flowCollectionPadding }, onComment, onChompKeep);

const text: Write = (node, context, onComment, onChompKeep) => {
  const options = { ...context.options, lineWidth: node.type === Scalar.BLOCK_FOLDED ? maxColumns : 0 };
  return stringifyString(node, { ...context, options, actualString: true }, onComment, onChompKeep);
};

const writers: Readonly<Record<string, Write>> = {
  'tag:yaml.org,2002:map': collection(' '),
  'tag:yaml.org,2002:seq': collection(''),
  'tag:yaml.org,2002:str': text,
};
