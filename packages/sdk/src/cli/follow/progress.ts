import { printable } from '../printable.ts';
import { cut, padded } from '../show/cut.ts';
import { stateWord } from '../show/words.ts';
import type { JobState } from '../../index.ts';
import type { Colors, Terminal } from '../terminal.ts';

export interface Bar {
  id: string;
  name: string;
  state: JobState;
  done: number;
  total: number;
  /** What happens there right now. */
  doing: string;
}

/** How far each account is, for a person: bars that stay in place on a terminal, else a line for each thing that happens. */
export interface Progress {
  update(bar: Bar): void;
  /** Said of an account as it happens; bars already show it. */
  line(text: string): void;
  stop(): void;
}

const redrawMs = 80;

export function createProgress(terminal: Terminal): Progress {
  return terminal.isInteractive ? bars(terminal) : lines(terminal);
}

function lines(terminal: Terminal): Progress {
  const states = new Map<string, JobState>();
  return {
    update(bar) {
      if (states.get(bar.id) === bar.state) return;
      states.set(bar.id, bar.state);
      terminal.err(`${printable(bar.name)}: ${stateWord(bar.state, terminal.errColors)} ${bar.done}/${bar.total}\n`);
    },
    line: (text) => terminal.err(`${printable(text)}\n`),
    stop() {},
  };
}

function bars(terminal: Terminal): Progress {
  const all = new Map<string, Bar>();
  let drawn = 0;
  let timer: NodeJS.Timeout | null = null;
  const err = terminal.err.bind(terminal);
  const draw = (above = '') => {
    timer = null;
    const up = drawn > 0 ? `\u001B[${drawn}A\r\u001B[J` : '';
    const shown = rowsOf([...all.values()], terminal);
    drawn = shown.length;
    err(up + above + shown.map((row) => `${row}\n`).join(''));
  };
  // What is said meanwhile stands above them: a line between would be drawn over.
  terminal.err = (text) => draw(text);
  return {
    update(bar) {
      all.set(bar.id, printable(bar));
      timer ??= setTimeout(() => draw(), redrawMs);
    },
    line() {},
    stop() {
      if (timer) clearTimeout(timer);
      if (all.size > 0) draw();
      all.clear();
      terminal.err = err;
    },
  };
}

/** What moves comes first where not everything fits. */
function rowsOf(all: readonly Bar[], terminal: Terminal): string[] {
  const room = Math.max(3, terminal.rows() - 2);
  if (all.length <= room) return all.map((bar) => row(bar, terminal));
  const order: JobState[] = ['PROCESSING', 'FAILED', 'CANCELLED', 'PENDING', 'SUCCESS'];
  const sorted = all.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const rest = sorted.slice(room - 1);
  const ended = rest.filter(({ state }) => state === 'SUCCESS').length;
  return [
    ...sorted.slice(0, room - 1).map((bar) => row(bar, terminal)),
    terminal.errColors.dim(`… and ${rest.length} more (${ended} done)`),
  ];
}

function row(bar: Bar, terminal: Terminal): string {
  const { errColors } = terminal;
  // A row that wrapped would be two on the screen, and drawn over as one.
  const width = terminal.columns() - 1;
  const figures = `${bar.done}/${bar.total}`.padStart(7);
  const spare = width - figures.length - 13;
  const nameWidth = Math.max(4, Math.min(24, Math.floor(spare / 2)));
  const barWidth = Math.max(0, Math.min(20, spare - nameWidth));
  const head = padded(cut(bar.name, nameWidth), nameWidth);
  const room = spare - nameWidth - barWidth - 1;
  const doing = room > 4 && bar.state === 'PROCESSING' ? ` ${errColors.dim(cut(bar.doing, room))}` : '';
  const state = bar.state.padEnd(10);
  return `${head} ${filled(bar, barWidth, errColors)}${figures} ${stateWord(bar.state, errColors)}${state.slice(bar.state.length)}${doing}`;
}

function filled({ done, total, state }: Bar, width: number, { green, red, dim }: Colors): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * width);
  const paint = state === 'FAILED' ? red : green;
  return `${paint('█'.repeat(full))}${dim('░'.repeat(width - full))}`;
}
