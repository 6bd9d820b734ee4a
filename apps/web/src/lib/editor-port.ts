import type { SourceLocation } from '@groundwork/shared';
import type { BlueprintCheckView } from '@groundwork/shared/views';

/** A text that is shown instead of the present one, until a person has decided. */
export interface ShownProposal {
  source: string;
  title: string;
  /** Still being written: nothing of it can be taken yet. */
  pending: boolean;
  /** A person asked to see it, and goes there. */
  takesFocus?: boolean;
}

/** What stands beside the editor sees of it, and may ask of it. */
export interface EditorPort {
  source: string;
  /** What the cursor is in, e.g. `customField.insurer`; null outside of every resource. */
  address: string | null;
  /** Of this text or the one before; undefined until there is one. */
  check: BlueprintCheckView | undefined;
  /** True where the check is of this very text. */
  isChecked: boolean;
  /** What is shown and neither taken nor dismissed. */
  proposal: ShownProposal | null;
  /**
   * Shows another text as a diff against the present one, to take in whole or by hunk. Null: dismisses it. The text stays as it is
   * until a person takes something.
   */
  propose(proposal: ShownProposal | null): void;
  /** Puts another text in the place of the present one, as one step that can be undone. */
  replace(source: string): void;
  jumpTo(at: SourceLocation): void;
}
