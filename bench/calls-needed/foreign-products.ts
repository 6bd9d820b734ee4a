import type { SandboxControl } from '@groundwork/ghl-sandbox';

export const foreignProducts = 200;

/** A shop of the client's own, put there behind Groundwork's back: each product with a price. */
export async function addForeignProducts(sandbox: SandboxControl, locationId: string): Promise<void> {
  for (let number = 1; number <= foreignProducts; number++) {
    const product = { name: `Article ${number}`, locationId, productType: 'PHYSICAL', availableInStore: true };
    const { id } = await sandbox.edit({ kind: 'product', ownerId: locationId, changes: product });
    const price = { product: id, locationId, name: 'Standard', type: 'one_time', currency: 'USD', amount: number };
    await sandbox.edit({ kind: 'price', ownerId: locationId, changes: price });
  }
}
