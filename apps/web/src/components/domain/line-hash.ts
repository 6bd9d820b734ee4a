/** The fragment that links to the line of an address: `calendar.visit["50% off"]` holds what a URL cannot. */
export const lineHash = (address: string): string => encodeURIComponent(address);
