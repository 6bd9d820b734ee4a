import type { AssistantAnswer, AssistantEvent, AssistantRequest } from '@groundwork/shared/views';

/** One question of a person's, and what became of it. */
export interface Turn {
  id: number;
  request: AssistantRequest;
  /** What was asked, in few words. */
  title: string;
  /** The text in the editor when it was asked. What is proposed was worked out against this one. */
  base: string;
  startedAtMs: number;
  /** What it is doing, the newest last. */
  steps: readonly string[];
  draft: string | null;
  text: string | null;
  end: TurnEnd | null;
}

export type TurnEnd =
  | { state: 'answered'; answer: AssistantAnswer }
  | { state: 'cancelled' }
  | { state: 'failed'; error: unknown; atMs: number };

export const newTurn = (asked: Pick<Turn, 'id' | 'request' | 'title' | 'base' | 'startedAtMs'>): Turn => ({
  ...asked,
  steps: [],
  draft: null,
  text: null,
  end: null,
});

export function withEvent(turn: Turn, event: AssistantEvent): Turn {
  switch (event.type) {
    case 'step':
      return turn.steps.at(-1) === event.text ? turn : { ...turn, steps: [...turn.steps, event.text] };
    case 'draft':
      return { ...turn, draft: event.source };
    case 'text':
      return { ...turn, text: event.text };
    case 'answer':
      return { ...turn, end: { state: 'answered', answer: event.answer } };
  }
}

/** The first line of a longer text, cut at a word. */
export function shortTitle(text: string, maxLength = 80): string {
  const line = text.trim().split('\n')[0]?.trim() ?? '';
  if (line.length <= maxLength) return line === text.trim() ? line : `${line} …`;
  return `${line.slice(0, maxLength).replace(/\s+\S*$/, '')} …`;
}
