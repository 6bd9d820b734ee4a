import type { VariableDeclaration } from '@groundwork/shared/blueprint';
import { addResource, type Draft } from './draft.ts';
import type { SaidProduct } from './said/said.ts';

const currency: VariableDeclaration = { type: 'string', description: 'Three letters', default: 'USD' };
export const priceNames = { day: 'Daily', week: 'Weekly', month: 'Monthly', year: 'Yearly' } as const;

/** What the goal sells, at the prices it says. */
export function addProducts(draft: Draft, products: readonly SaidProduct[]): void {
  if (products.length > 0 && !draft.variables.has('currency')) draft.variables.set('currency', currency);
  for (const { name, prices } of products) {
    const taken = new Set<string>();
    const listed = prices.slice(0, 10).map(({ amount, interval }) => {
      const usual = interval ? priceNames[interval] : 'One time';
      const title = taken.has(usual) ? `${usual} ${amount}` : usual;
      const isRepeat = taken.has(title);
      taken.add(title);
      if (isRepeat) return null;
      const price = { name: title, type: interval ? 'recurring' : 'one_time', amount, currency: '${var.currency}' };
      return interval ? { ...price, interval } : price;
    });
    const properties = {
      name,
      productType: typeOf(name),
      availableInStore: true,
      prices: listed.flatMap((price) => (price ? [price] : [])),
    };
    addResource(draft, 'product', properties, 'goal');
  }
}

function typeOf(name: string): string {
  if (/\b(?:e-?book|guide|download|template|pdf|online course|video|digital|audio|gift card)\b/i.test(name))
    return 'DIGITAL';
  if (
    /\b(?:t-?shirts?|shirts?|kit|box|bottle|mug|merch|book|cream|serum|supplements?|device|equipment|gear)\b/i.test(
      name,
    )
  )
    return 'PHYSICAL';
  return 'SERVICE';
}
