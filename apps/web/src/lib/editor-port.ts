import type { SourceLocation } from '@groundwork/shared';
import type { BlueprintCheckView } from '@groundwork/shared/views';

/** What stands beside the editor sees of it, and may ask of it. */
export interface EditorPort {
  source: string;
  /** What the cursor is in, e.g. `customField.insurer`; null outside of every resource. */
  address: string | null;
  /** Of this text or the one before; undefined until there is one. */
  check: BlueprintCheckView | undefined;
  /** True where the check is of this very text. */
  isChecked: boolean;
  /** True while a proposal is shown that is neither taken nor dismissed. */
  isReviewing: boolean;
  /**
   * Shows another text as a diff against the present one, to take in whole or by hunk. `pending`: it is still being written, and
   * nothing of it can be taken yet. Null: dismisses it. The text stays as it is until a person takes something.
   */
  propose(proposal: { source: string; title: string; pending: boolean } | null): void;
  /** Puts another text in the place of the present one, as one step that can be undone. */
  replace(source: string): void;
  jumpTo(at: SourceLocation): void;
}
