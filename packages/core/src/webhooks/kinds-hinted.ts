import type { JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';

/**
 * The kinds an event may be about. GHL sends none for the others: they are polled. An event of a product or a price need not say
 * so (GHL docs: their pages name no type of event, and a price's `type` is its own), but shows what it holds.
 */
export function kindsHinted(type: string, body: JsonObject): KindName[] {
  const isNamed = /^(Product|Price)(Create|Update|Delete)$/.test(type);
  const isProduct = 'productType' in body;
  const isPrice = 'product' in body && 'currency' in body;
  return isNamed || isProduct || isPrice ? ['product'] : [];
}
