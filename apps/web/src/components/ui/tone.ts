/** What a colour says. Never alone: a symbol or a word stands beside it. */
export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'bad' | 'plum';

export const softTone: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted',
  info: 'bg-accent-soft text-accent',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  plum: 'bg-plum-soft text-plum',
};

export const textTone: Record<Tone, string> = {
  neutral: 'text-muted',
  info: 'text-accent',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  plum: 'text-plum',
};
