import type { ChatRequest, OpenaiFault, ScriptedAnswer } from './openai-server.ts';

export interface SpokenPlan {
  text: string;
  pieces: readonly string[];
  field: 'content' | 'refusal';
  /** Null: the answer breaks off before its end. */
  finish: 'stop' | 'length' | 'content_filter' | null;
  firstMs: number;
  betweenMs: number;
  mayEnd: () => boolean;
  tellsUsage: boolean;
}

/** What the server does for a scripted answer. */
export function sayPlan(
  answer: ScriptedAnswer,
  request: ChatRequest,
): SpokenPlan | Extract<OpenaiFault, { fault: 'status' }> | 'hang' {
  if (typeof answer === 'string') return speak(answer);
  if (typeof answer === 'function') return speak(answer(request));
  switch (answer.fault) {
    case 'status':
      return answer;
    case 'hang':
      return 'hang';
    case 'slow':
      return dawdle(answer);
    case 'cut':
      return speak(answer.text.slice(0, Math.ceil(answer.text.length / 2)), { finish: null });
    case 'refusal':
      return speak(answer.text, { field: 'refusal' });
    case 'length':
      return speak(answer.text, { finish: 'length' });
    case 'content-filter':
      return speak('', { finish: 'content_filter' });
    case 'echo':
      return speak(request.messages.map(({ content }) => content).join('\n\n'));
    case 'no-usage':
      return speak(answer.text, { tellsUsage: false });
  }
}

const speak = (text: string, differences: Partial<SpokenPlan> = {}): SpokenPlan => ({
  text,
  pieces: text.match(/.{1,16}/gsu) ?? [],
  field: 'content',
  finish: 'stop',
  firstMs: 0,
  betweenMs: 0,
  mayEnd: () => true,
  tellsUsage: true,
  ...differences,
});

function dawdle({ text, firstMs, betweenMs = 0, mayEnd }: Extract<OpenaiFault, { fault: 'slow' }>): SpokenPlan {
  const plan = speak(text, { firstMs, betweenMs });
  return mayEnd ? { ...plan, mayEnd, pieces: [...speak(text.slice(0, -1)).pieces, text.slice(-1)] } : plan;
}
