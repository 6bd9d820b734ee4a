import open from 'open';
import type { Cli } from './cli.ts';

/** In the browser of whoever sits here. */
export async function showPage(cli: Cli, page: string): Promise<void> {
  if (!cli.terminal.isInteractive || !/^https?:\/\//.test(page)) return;
  try {
    const child = await open(page);
    // No browser here: the address is on the screen.
    child.on('error', () => {});
  } catch {
    cli.say('The browser could not be opened: open the address yourself.');
  }
}
