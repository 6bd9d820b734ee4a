import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** The outside of a command. Data goes out, everything else to the side. */
export interface Terminal {
  /** Data: stdout. */
  out(text: string): void;
  /** Progress and errors: stderr. */
  err(text: string): void;
  /** Of stdout, and of stderr: each may lead elsewhere. */
  outColors: Colors;
  errColors: Colors;
  plainColors: Colors;
  /** A person sits there: stdin and stderr are a terminal that can move its cursor, and no pipeline says that it runs this. */
  isInteractive: boolean;
  /** Of stdout; what is no screen has room without end. */
  outColumns(): number;
  /** Of stderr. */
  columns(): number;
  rows(): number;
  env: NodeJS.ProcessEnv;
  cwd: string;
  readStdin(): Promise<string>;
  /** From here on it only tells: once nobody reads that any more, it ends. */
  endWithReader(): void;
}

export function processTerminal({ stdin, stdout, stderr, env } = process): Terminal {
  const isDumb = env['TERM'] === 'dumb';
  const colors = (stream: NodeJS.WriteStream) => picocolors.createColors(hasColors(env, stream.isTTY && !isDumb));
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outColors: colors(stdout),
    errColors: colors(stderr),
    plainColors: picocolors.createColors(false),
    isInteractive: stdin.isTTY && stderr.isTTY && !isDumb && !isPipeline(env),
    outColumns: () => (stdout.isTTY && stdout.columns ? stdout.columns : Number.POSITIVE_INFINITY),
    columns: () => stderr.columns || 80,
    rows: () => stderr.rows || 24,
    env,
    cwd: process.cwd(),
    async readStdin() {
      let text = '';
      for await (const chunk of stdin.setEncoding('utf8')) text += String(chunk);
      return text;
    },
    endWithReader: () => void stdout.on('error', () => process.exit(0)),
  };
}

/** Some give their steps a terminal, at which nobody sits. */
const isPipeline = ({ CI = '' }: NodeJS.ProcessEnv): boolean => !['', '0', 'false'].includes(CI.toLowerCase());

/** no-color.org: any text that is not empty. It wins over FORCE_COLOR. */
function hasColors(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  return force === undefined || force === '' ? isTerminal : force !== '0';
}
