import { parser } from '@prometheus-io/lezer-promql';

export interface Query {
  /** Each metric with the labels that a selector asks for. */
  metrics: { name: string; labels: string[] }[];
  /** The labels of `by (…)`. */
  groups: string[];
  /** Where the grammar found a fault. */
  faults: string[];
}

/** What a PromQL expression asks for, by Prometheus's own grammar. */
export function readQuery(expression: string): Query {
  const query: Query = { metrics: [], groups: [], faults: [] };
  let isInGrouping = false;
  parser.parse(expression).iterate({
    enter({ name, type, from, to }) {
      const text = expression.slice(from, to);
      if (type.isError) query.faults.push(`${from}: ${expression.slice(Math.max(0, from - 20), to + 20)}`);
      else if (name === 'GroupingLabels') isInGrouping = true;
      else if (name === 'VectorSelector') query.metrics.push({ name: '', labels: [] });
      else if (name === 'LabelName' && isInGrouping) query.groups.push(text);
      else if (name === 'LabelName') query.metrics.at(-1)?.labels.push(text);
      else if (name === 'Identifier') {
        const metric = query.metrics.at(-1);
        if (metric) metric.name = text;
      }
    },
    leave({ name }) {
      if (name === 'GroupingLabels') isInGrouping = false;
    },
  });
  return query;
}
