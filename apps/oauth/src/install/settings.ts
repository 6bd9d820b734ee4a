/** What the install flow needs to know of its surroundings. */
export interface InstallSettings {
  publicUrl: string;
  /** Each backend's registered sign-in return address. Nobody is ever sent anywhere else. */
  returnUrls: ReadonlyMap<string, string>;
}

/** `Secure` and the `__Host-` prefix need https. */
export const isSecure = ({ publicUrl }: InstallSettings): boolean => publicUrl.startsWith('https:');

/** One cookie an attempt, so that a second tab does not end the first one's. */
export const attemptCookieName = (settings: InstallSettings, stateHash: string): string =>
  `${isSecure(settings) ? '__Host-' : ''}gw_install_${stateHash.slice(0, 12)}`;
