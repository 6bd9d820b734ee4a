import type { AssistantContent } from '@groundwork/shared/views';
import type { PartsLibrary } from './parts-library.ts';

const usual = ['dental', 'gym', 'home_services', 'real_estate'];

/** Asked when a goal says neither for whom nor what. */
export const askBack = ({ trades }: PartsLibrary): AssistantContent => ({
  kind: 'questions',
  questions: [
    {
      question: 'What kind of business is the account for?',
      why: 'Each trade has its own stages, fields and words: a clinic has patients, a gym has members.',
      options: [...usual.flatMap((id) => trades.find((trade) => trade.id === id)?.title ?? []), 'Any local business'],
    },
    {
      question: 'What should the account hold?',
      why: 'This composer matches words, it is no language model: it looks for things such as a pipeline, calendars or tags.',
      options: ['A pipeline for leads', 'Online booking', 'Memberships', 'Review requests', 'Intake fields'],
    },
  ],
});
