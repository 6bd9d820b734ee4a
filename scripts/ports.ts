import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename } from 'node:path';

export type PortUse = { variable: string; port: number; what: string };

/** Throws one line about the first port that somebody else listens on. */
export async function checkPorts(uses: PortUse[], host: string): Promise<void> {
  for (const { variable, port, what } of uses) {
    // "localhost" may mean ::1 to a browser, so a stranger there would answer in our place.
    const isTaken = (await listens(port, host)) || (await listens(port, '::1'));
    if (!isTaken) continue;
    const owner = portOwner(port);
    throw new Error(
      `port ${port} (${what}) is taken${owner ? ` by ${owner}` : ''}. Stop that, or choose another: ${variable}=${port + 10} npm start`,
    );
  }
}

const listens = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE'));
    server.listen({ port, host, ipv6Only: true }, () => server.close(() => resolve(false)));
  });

/** "name (pid n)" where Linux tells us: the socket's inode is in /proc/net/tcp, its holder among /proc/<pid>/fd. */
export function portOwner(port: number): string | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((table) => attempt(() => readFileSync(table, 'utf8').split('\n')) ?? [])
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${hexPort}`) && fields[3] === '0A')
    .map((fields) => `socket:[${fields[9] ?? ''}]`);
  if (inodes.length === 0) return undefined;
  for (const pid of attempt(() => readdirSync('/proc').filter((name) => /^\d+$/.test(name))) ?? []) {
    const files = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
    const holds = files.some((fd) => inodes.includes(attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? ''));
    if (holds) return `${commandOf(pid)} (pid ${pid})`;
  }
  return undefined;
}

const commandOf = (pid: string): string => {
  const words = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')) ?? [];
  return (
    words
      .map((word) => basename(word))
      .filter((word) => word !== '' && !word.startsWith('-'))
      .slice(0, 2)
      .join(' ') || 'a process'
  );
};

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
