import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canListen, freePort } from './free-port.ts';

/** The port of this cluster: chosen once, so that a tool pointed at it keeps working, and again only when someone took it. */
export async function choosePort(folder: string): Promise<number> {
  const file = join(folder, 'groundwork.port');
  const remembered = Number(await readFile(file, 'utf8').catch(() => '0'));
  if (remembered > 0 && (await canListen(remembered))) return remembered;
  const port = await freePort();
  await writeFile(file, String(port));
  return port;
}
