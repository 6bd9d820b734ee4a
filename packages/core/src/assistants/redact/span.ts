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
