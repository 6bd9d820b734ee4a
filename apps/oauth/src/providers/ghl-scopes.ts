/** What we ask an agency for, and why. A kind that joins the product adds its line here (GHL docs: Scopes). */
export const ghlScopes = {
  'location tokens and where the app is installed': ['oauth.readonly', 'oauth.write'],
  'who the agency and its sub-accounts are': ['companies.readonly', 'locations.readonly'],
  'whether a person who signs in is an agency admin': ['users.readonly'],
  tag: ['locations/tags.readonly', 'locations/tags.write'],
  customField: ['locations/customFields.readonly', 'locations/customFields.write'],
  customValue: ['locations/customValues.readonly', 'locations/customValues.write'],
} as const satisfies Record<string, readonly string[]>;

export const requestedScopes: string[] = Object.values(ghlScopes).flat();
