import type { LibraryEntryView } from '@groundwork/shared/views';

export const size = 60;

/** A starter blueprint of all eight kinds, with as many tags of campaigns as are missing to sixty resources. */
export function sixtyResources(library: readonly LibraryEntryView[]): string {
  const starter = library.find(({ slug }) => slug === 'home-services');
  if (!starter) throw new Error('the library has no blueprint "home-services" to measure with.');
  const campaigns = Array.from({ length: size - starter.resourceCount }, (_, index) => index + 1);
  const tags = campaigns.map((number) => `    campaign_${number}: { name: campaign ${number} }\n`);
  return starter.source.replace('  tag:\n', `  tag:\n${tags.join('')}`);
}
