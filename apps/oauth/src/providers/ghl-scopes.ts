/** What we ask an agency for, and why. A kind that joins the product adds its line here (GHL docs: Scopes). */
export const ghlScopes = {
  'location tokens and where the app is installed': ['oauth.readonly', 'oauth.write'],
  'who the agency and its sub-accounts are': ['companies.readonly', 'locations.readonly'],
  'whether a person who signs in is an agency admin': ['users.readonly'],
  tag: ['locations/tags.readonly', 'locations/tags.write'],
  customField: ['locations/customFields.readonly', 'locations/customFields.write'],
  customValue: ['locations/customValues.readonly', 'locations/customValues.write'],
  calendarGroup: ['calendars/groups.readonly', 'calendars/groups.write'],
  calendar: ['calendars.readonly', 'calendars.write'],
  // The list wants opportunities.readonly; reading one and writing are v3 with scopes of their own.
  pipeline: ['opportunities.readonly', 'pipelines.readonly', 'pipelines.create', 'pipelines.write'],
  product: ['products.readonly', 'products.write', 'products/prices.readonly', 'products/prices.write'],
  triggerLink: ['links.readonly', 'links.write'],
} as const satisfies Record<string, readonly string[]>;

export const requestedScopes: string[] = Object.values(ghlScopes).flat();
