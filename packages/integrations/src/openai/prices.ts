import type { TokenUsage } from './language-model.ts';

/** US dollars per million tokens, which is millionths of a dollar per token. https://developers.openai.com/api/docs/pricing */
interface Price {
  input: number;
  cachedInput: number;
  output: number;
}

const prices: Record<string, Price> = {
  'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  // The first snapshot kept its price and has no cheaper cached tokens.
  'gpt-4o-2024-05-13': { input: 5, cachedInput: 5, output: 15 },
  'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
};

/** In millionths of a US dollar; null for a model whose price is not known. Source: OpenAI's price list. */
export function costMicros(model: string, usage: TokenUsage): number | null {
  const price = priceOf(model) ?? priceOf(model.replace(/-\d{4}-\d{2}-\d{2}$/, ''));
  if (!price) return null;
  const fresh = Math.max(0, usage.inputTokens - usage.cachedInputTokens);
  const micros = fresh * price.input + usage.cachedInputTokens * price.cachedInput + usage.outputTokens * price.output;
  return Math.round(micros);
}

const priceOf = (model: string): Price | undefined => (Object.hasOwn(prices, model) ? prices[model] : undefined);
