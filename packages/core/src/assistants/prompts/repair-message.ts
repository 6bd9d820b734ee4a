import type { Issue } from '@groundwork/shared';
import { delimit } from './delimit.ts';
import { issueLines } from './issue-lines.ts';

/** What a model is told of its own answer's faults. Their words may quote names out of it, so they are data too. */
export const repairMessage = (issues: readonly Issue[]): string =>
  `Your answer was checked and cannot be used as it is. Correct these faults and nothing else, and give the whole answer again in the same form. Paths are those of your answer, or of the blueprint it makes.\n\n${delimit([{ name: 'faults', content: issueLines(issues) }])}`;
