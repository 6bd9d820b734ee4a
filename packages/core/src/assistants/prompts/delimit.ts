import { hashJson } from '@groundwork/shared';

/** One piece of a prompt that people or accounts have written. */
export interface DataBlock {
  name: 'blueprint' | 'faults' | 'findings' | 'plan' | 'answers' | 'question' | 'goal';
  content: string;
}

/**
 * Blocks whose ends no content can write: their key is a hash of all contents, which none of them can hold. The same contents have
 * the same key, so that equal questions are equal prompts.
 */
export function delimit(blocks: readonly DataBlock[]): string {
  const key = hashJson(blocks.map(({ name, content }) => [name, content])).slice(0, keyLength);
  return blocks
    .map(({ name, content }) => `<data name="${name}" key="${key}">\n${content}\n</data key="${key}">`)
    .join('\n\n');
}

const keyLength = 24;
