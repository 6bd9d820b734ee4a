import type { SourceLocation } from '@groundwork/shared';

/** What the page may ask of the mounted editor. */
export interface EditorHandle {
  jumpTo(at: SourceLocation): void;
  /** Puts another text in the place of the present one, as one step that can be undone. */
  replace(source: string): void;
  focus(): void;
}

/** Of the editor and of what stands in its place until it is loaded. */
export const editorHeight = 'h-[34rem] max-h-[70dvh]';
