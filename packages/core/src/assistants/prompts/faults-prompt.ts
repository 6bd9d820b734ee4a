import type { PromptParts, PromptTask } from './build-prompt.ts';
import { delimit } from './delimit.ts';
import { issueLines } from './issue-lines.ts';
import { commonRules } from './rules.ts';

type FaultsTask = Extract<PromptTask, { task: 'faults' }>;

const instructions = `# Your task: explain faults
The blueprint (block "blueprint") is not valid; the block "faults" says what the checker found, with line and column. Explain it to a person who is no programmer.
- Plain Markdown, no heading above the second level, at most 400 words. Faults of one cause together, the cause that explains most first.
- For each cause: what is wrong and where (line, address), why it matters in one sentence, and the corrected lines in a yaml code block. Only lines that change, with what stands around them where it is needed to find the place.
- Speak of no fault that the checker did not find. Where what was meant cannot be known, say what the choices are.
- Write in the language of the blueprint's description; English where it has none.`;

const maxOutputTokens = 2_000;

export const faultsPrompt = ({ source, issues = [] }: FaultsTask): PromptParts => ({
  system: [commonRules(), instructions].join('\n\n'),
  content: delimit([
    { name: 'blueprint', content: source },
    { name: 'faults', content: issueLines(issues) },
  ]),
  maxOutputTokens,
});
