import type { KindName } from '@groundwork/shared/kinds';

/** The kinds an event may be about. GHL sends none for the others: they are polled (GHL docs: webhook events). */
export const kindsHinted = (type: string): KindName[] =>
  /^(Product|Price)(Create|Update|Delete)$/.test(type) ? ['product'] : [];
