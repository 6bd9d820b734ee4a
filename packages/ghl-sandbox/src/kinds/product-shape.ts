import { z } from 'zod';
import type { Resource } from '../store/resources.ts';

const variant = z.strictObject({
  id: z.string(),
  name: z.string(),
  options: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});

export const productChanges = {
  name: z.string().trim().min(1, 'should not be empty'),
  locationId: z.string(),
  productType: z.enum(['DIGITAL', 'PHYSICAL', 'SERVICE', 'PHYSICAL/DIGITAL']),
  description: z.string().optional(),
  image: z.string().optional(),
  statementDescriptor: z.string().optional(),
  availableInStore: z.boolean().optional(),
  medias: z.array(z.unknown()).optional(),
  variants: z.array(variant).optional(),
  collectionIds: z.array(z.string()).optional(),
  isTaxesEnabled: z.boolean().optional(),
  taxes: z.array(z.string()).optional(),
  automaticTaxCategoryId: z.string().optional(),
  isLabelEnabled: z.boolean().optional(),
  label: z
    .strictObject({ title: z.string(), startDate: z.string().optional(), endDate: z.string().optional() })
    .optional(),
  slug: z.string().optional(),
  seo: z.unknown().optional(),
  taxInclusive: z.boolean().optional(),
};

type ProductInput = { [Name in keyof typeof productChanges]?: z.output<(typeof productChanges)[Name]> };

/** Taken, but in no answer of GHL's spec: what of `medias`, `isLabelEnabled`, `seo` and `taxInclusive` is kept cannot be read. */
export function productBody(held: Resource, input: ProductInput): Resource {
  const { medias: _, isLabelEnabled: __, seo: ___, taxInclusive: ____, ...kept } = input;
  const now = new Date().toISOString();
  return {
    createdAt: now,
    availableInStore: false,
    isTaxesEnabled: false,
    ...held,
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
    updatedAt: now,
  };
}

/** Products and prices answer with `_id`. */
export const withUnderscore = ({ id, ...rest }: Resource): Record<string, unknown> => ({ _id: id, ...rest });
