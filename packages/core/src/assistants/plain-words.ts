/** Nothing that nobody sees: characters without a shape, those that turn the direction, letters joined by nothing. */
export const withoutInvisible = (text: string): string => text.replaceAll(invisible, '').replaceAll(joinersInWords, '');

/** Markdown that fetches nothing wherever it is opened: pictures are links, and HTML stands as text. */
export const withoutFetching = (markdown: string): string =>
  markdown.replaceAll(/!(?=\[)/g, '').replaceAll(/<(?=[/!?]?[a-z][\w-]*[\s/>])/gi, '< ');

const invisible =
  /[^\P{Cc}\t\n\r]|[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

/** In emoji and in many scripts they shape what is seen; in these they only make two words of what looks like one. */
const joinersInWords = /(?<=[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}\p{Nd}\p{Po}\p{Pd}\s])[\u200C\u200D]+/gu;
