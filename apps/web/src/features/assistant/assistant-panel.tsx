import type { EditorPort } from '../../lib/editor-port.ts';

interface AssistantPanelProps {
  editor: EditorPort;
  deniedReason: string | null;
}

/** Plain words in, a proposal out. It changes nothing by itself: what it proposes is shown as a diff in the editor. */
export function AssistantPanel({ editor, deniedReason }: AssistantPanelProps) {
  return <p>{deniedReason ?? `${editor.source.length} characters`}</p>;
}
