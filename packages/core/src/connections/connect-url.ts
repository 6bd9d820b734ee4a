/** The link to send to whoever has to connect an agency, or one location of it. It signs nobody in and gives nothing away. */
export function connectUrl(publicUrl: URL, companyId: string, locationId: string | null = null): string {
  const url = new URL('/auth/connect', publicUrl);
  url.searchParams.set('agency', companyId);
  if (locationId !== null) url.searchParams.set('location', locationId);
  return url.href;
}
