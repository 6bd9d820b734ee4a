import type { CompanyFixture, LocationFixture, UserFixture } from '../fixtures/agencies.ts';
import type { Resource } from '../store/resources.ts';

export function companyBody(company: CompanyFixture): Resource {
  return { ...company, country: 'US', plan: 3, status: 'active', isSandboxAccount: false };
}

export function locationBody(fixture: LocationFixture): Resource {
  const { trade: _, ...location } = fixture;
  const website = `https://${location.email.split('@')[1] ?? ''}`;
  const { name, address, city, state, postalCode, timezone } = location;
  return {
    ...location,
    country: 'US',
    website,
    business: { name, address, city, state, country: 'US', postalCode, website, timezone },
    social: {},
    settings: {
      allowDuplicateContact: false,
      allowDuplicateOpportunity: false,
      allowFacebookNameMerge: false,
      disableContactTimezone: false,
    },
    reseller: {},
  };
}

/** GHL does not answer with a user's companyId. */
export function userBody(fixture: UserFixture): Resource {
  const { type, role, locationIds, companyId: _, ...user } = fixture;
  return {
    ...user,
    name: `${user.firstName} ${user.lastName}`,
    phone: '+13125550100',
    extension: '',
    permissions: {},
    roles: { type, role, locationIds, restrictSubAccount: type === 'agency' && role === 'user' },
    deleted: false,
  };
}
