/** Ready to paste. A key holds nothing that a shell would read otherwise. */
export const shellSnippet = (url: string, secret: string): string =>
  `export GROUNDWORK_URL=${url}\nexport GROUNDWORK_API_KEY=${secret}`;

/** Without the key, as code goes into repositories. */
export const sdkSnippet = `import { createGroundwork } from '@groundwork/sdk';

const gw = createGroundwork({
  url: process.env.GROUNDWORK_URL ?? '',
  apiKey: process.env.GROUNDWORK_API_KEY ?? '',
});
const { accounts } = await gw.accounts.list();`;
