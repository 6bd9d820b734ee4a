/** What lets a style element of ours pass the page's policy. The server puts it there; the dev server has no policy. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
