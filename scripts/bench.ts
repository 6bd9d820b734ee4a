import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { resultsPage, targetSign } from '../bench/book/results-page.ts';
import type { Row } from '../bench/row.ts';
import { root } from './root.ts';
import { endWith, say } from './terminal.ts';

type Benchmark = { run(log: (line: string) => void): Promise<Row[]> };

const folder = join(root, 'bench');
const resultsFile = join(folder, 'results.json');
const pageFile = join(folder, 'RESULTS.md');
const known = globSync('*.ts', { cwd: folder })
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'row')
  .toSorted();

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !known.includes(name));
if (unknown) endWith(new Error(`there is no benchmark "${unknown}". There are: ${known.join(', ')}.`));
else process.exit(await runAll(wanted.length > 0 ? wanted : known));

/** One that fails does not keep the others from their figures. */
async function runAll(names: readonly string[]): Promise<number> {
  const failed: string[] = [];
  for (const name of names) {
    say(`bench ${name} …`);
    try {
      const benchmark = (await import(join(folder, `${name}.ts`))) as Benchmark;
      const rows = await benchmark.run((line) => say(`  ${line}`));
      record(rows);
      print(rows);
    } catch (error) {
      failed.push(name);
      say(`  ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  say(`bench/RESULTS.md has the figures${failed.length > 0 ? `, but for what failed: ${failed.join(', ')}` : ''}.`);
  return failed.length > 0 ? 1 : 0;
}

/** The newest row of each name stays. */
function record(rows: Row[]): void {
  const before = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Row[]) : [];
  const kept = before.filter(({ name }) => !rows.some((fresh) => fresh.name === name));
  const all = [...kept, ...rows].toSorted((a, b) => a.name.localeCompare(b.name));
  writeFileSync(resultsFile, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(pageFile, resultsPage(all, new Date().toISOString().slice(0, 10)));
  spawnSync('oxfmt', [resultsFile, pageFile], { cwd: root, stdio: 'inherit' });
}

function print(rows: Row[]): void {
  const cells = [
    ['name', 'value', 'reference', 'ratio', 'target'],
    ...rows.map(({ name, value, unit, reference, ratio, target }) => [
      name,
      `${value} ${unit}`,
      reference === null ? '–' : `${reference} ${unit}`,
      ratio === null ? '–' : `${ratio}×`,
      target === null ? '–' : `${targetSign(unit)} ${target} ${unit}`,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  for (const line of cells)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
