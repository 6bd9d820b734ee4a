import type { AnswerForm, AuthorAnswer, ImproveAnswer } from './types.ts';

/** Made from the same schemas the engine checks a blueprint with. */
export const authorAnswer = (): AnswerForm<AuthorAnswer> => {
  throw new Error('not built');
};

export const improveAnswer = (): AnswerForm<ImproveAnswer> => {
  throw new Error('not built');
};
