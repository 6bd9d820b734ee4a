/** A part of a text, by the indexes of its first character and of the one after its last. */
export interface Span {
  start: number;
  end: number;
}

/** Every match, or of a form with a group the group alone. The form is global and has the flag `d`. */
export const matches = (text: string, form: RegExp): Span[] =>
  [...text.matchAll(form)].flatMap(({ indices }) => {
    const [start, end] = indices?.[1] ?? indices?.[0] ?? [0, 0];
    return start < end ? [{ start, end }] : [];
  });

/** In order, overlapping ones as one with the label of the first. */
export function joined<Labelled extends Span>(spans: readonly Labelled[]): Labelled[] {
  const result: Labelled[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
