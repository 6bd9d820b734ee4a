import { cpus, totalmem } from 'node:os';

/** One measured figure. `reference` is the peer or the limit, measured in the same run; `ratio` is value over reference. */
export type Row = {
  name: string;
  value: number;
  unit: string;
  reference: number | null;
  ratio: number | null;
  target: number | null;
  /** The lowest and the highest of the turns that `value` is the median of. */
  spread?: [lowest: number, highest: number];
  machine: string;
  /** ISO 8601. */
  at: string;
};

type Figure = { name: string; value: number; unit: string; reference?: number; target?: number; turns?: number[] };

export function row({ name, value, unit, reference, target, turns }: Figure): Row {
  return {
    name,
    value: round(value),
    unit,
    reference: reference === undefined ? null : round(reference),
    ratio: reference ? round(value / reference) : null,
    target: target === undefined ? null : round(target),
    ...(turns && { spread: [round(Math.min(...turns)), round(Math.max(...turns))] }),
    machine: machine(),
    at: new Date().toISOString(),
  };
}

export const median = (values: number[]): number => percentile(values, 50);

export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

const round = (value: number): number => Number(value.toPrecision(4));

const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.version}`;
