import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createMetrics as createOAuthMetrics } from '../../apps/oauth/src/http/metrics.ts';
import { createMetrics } from '../../apps/server/src/metrics.ts';
import { root } from '../../scripts/root.ts';
import { readQuery } from './read-queries.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { groups } = z
  .object({
    groups: z.array(
      z.object({
        name: z.string(),
        rules: z.array(
          z.object({
            alert: z.string(),
            expr: z.string(),
            labels: z.object({ severity: z.enum(['critical', 'warning', 'info']) }),
            annotations: z.object({ summary: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parse(read('deploy/prometheus/rules.yaml')));
const rules = groups.flatMap((group) => group.rules);
const { panels } = z
  .object({ panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })) })
  .parse(JSON.parse(read('deploy/grafana/dashboard.json')));
const drawn = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: title, expr })));
const queries = [...rules.map(({ alert, expr }) => ({ where: alert, expr })), ...drawn];

/** Names of the series that our processes tell of, each with its labels. Connects to nothing. */
const nowhere = new Kysely<never>({ dialect: new PostgresDialect({ pool: new pg.Pool() }) });
const registries = [createMetrics().registry, createOAuthMetrics(nowhere as never).registry];
const series = new Map(
  registries
    .flatMap((registry) => registry.getMetricsAsArray())
    .flatMap((metric): [string, string[]][] => {
      const labels = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [];
      return ['', '_bucket', '_sum', '_count'].map((end) => [`${metric.name}${end}`, labels]);
    }),
);
/** Put on by Prometheus, or by a histogram. */
const added = ['instance', 'job', 'le'];

test.each(queries)('$where asks, in correct PromQL, for metrics and labels that are told of: $expr', ({ expr }) => {
  const { metrics, groups: by, faults } = readQuery(expr);
  expect(faults).toEqual([]);
  expect(metrics.map(({ name }) => name).filter((name) => !series.has(name))).toEqual([]);
  expect(metrics).not.toEqual([]);
  const known = metrics.flatMap(({ name }) => series.get(name) ?? []).concat(added);
  expect([...by, ...metrics.flatMap(({ labels }) => labels)].filter((label) => !known.includes(label))).toEqual([]);
});

test('a misspelt metric, label or expression would be found', () => {
  expect(readQuery('sum by (lame) (rate(groundwork_x{code="a"}[5m])) > 1')).toEqual({
    metrics: [{ name: 'groundwork_x', labels: ['code'] }],
    groups: ['lame'],
    faults: [],
  });
  expect(readQuery('sum(rate(x[5m])').faults).not.toEqual([]);
});

test('every alert has a name of its own, stands in the group of its severity, and the guide says what to do', () => {
  const guide = read('docs/operations.md');
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { name, rules: ofGroup } of groups)
    expect(new Set(ofGroup.map(({ labels }) => `groundwork-${labels.severity}`))).toEqual(new Set([name]));
  expect(rules.map(({ alert }) => alert).filter((alert) => !guide.includes(`| \`${alert}\``))).toEqual([]);
});

test('every metric of ours is explained, and drawn or alerted on', () => {
  const guides = `${read('docs/operations.md')}${read('docs/oauth-service.md')}`;
  const ours = registries
    .flatMap((registry) => registry.getMetricsAsArray())
    .map(({ name }) => name)
    .filter((name) => /^(groundwork|oauth)_/.test(name));
  expect(ours.length).toBeGreaterThan(20);
  expect(ours.filter((name) => !guides.includes(`\`${name}`))).toEqual([]);
  const asked = queries.flatMap(({ expr }) => readQuery(expr).metrics.map(({ name }) => name));
  expect(ours.filter((name) => !asked.some((one) => one.replace(/_(bucket|sum|count)$/, '') === name))).toEqual([]);
});

test('what the guide says to look for when an alert fires is there: words of a log, panels, buttons', () => {
  const [, table = ''] = /## Alerts, and what to do\n([\s\S]*?)\n## /.exec(read('docs/operations.md')) ?? [];
  const named = (pattern: RegExp) => [...table.matchAll(pattern)].map(([, name = '']) => name);
  const sources = globSync('apps/{server,oauth}/src/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] });
  const code = sources.map(read).join('\n');
  const words = named(/(?<=[\s(])_([^_|]+)_(?=[\s,.)])/g);
  expect(words.length).toBeGreaterThan(3);
  expect(words.filter((phrase) => !code.includes(`'${phrase}`))).toEqual([]);
  const titles = named(/panel \*\*([^*]+)\*\*/g);
  expect(titles).not.toEqual([]);
  expect(titles.filter((title) => !panels.some((panel) => panel.title === title))).toEqual([]);
  const pages = globSync('apps/web/src/**/*.tsx', { cwd: root }).map(read).join('\n');
  const buttons = named(/(?<!panel )\*\*([^*|]+)\*\*/g);
  expect(buttons).not.toEqual([]);
  expect(buttons.filter((button) => !pages.includes(button))).toEqual([]);
});
