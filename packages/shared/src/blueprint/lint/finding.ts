import type { Path } from '../map-texts.ts';

/** Something that is allowed and probably not meant. */
export interface Finding {
  /** What is odd, and what to do. */
  message: string;
  path: Path;
  /** The key is meant, not what it holds. */
  key?: boolean;
}
