import type { AssistantMetrics, BudgetMetrics } from '@groundwork/core';
import type { ServiceMetrics } from '@groundwork/integrations';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type QueueMetrics, queueMetrics } from './queue-metrics.ts';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  registry: Registry;
  process: Gauge<'role'>;
  services: ServiceMetrics;
  budget: BudgetMetrics;
  assistant: AssistantMetrics;
  http: Histogram<'method' | 'route' | 'status'>;
  streams: Gauge;
  queues: QueueMetrics;
  jobs: Histogram<'outcome'>;
  givenUp: Counter;
  cleanedUp: Counter<'what'>;
  webhooks: Counter<'outcome'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const calls = new Histogram({
    name: 'groundwork_service_call_seconds',
    help: 'Calls to third parties, one observation per attempt.',
    labelNames: ['service', 'operation', 'outcome'],
    buckets: seconds,
    registers: [registry],
  });
  return {
    registry,
    process: new Gauge({
      name: 'groundwork_process',
      help: 'Always 1, by what this process is: api or worker.',
      labelNames: ['role'],
      registers: [registry],
    }),
    services: {
      observe: (service, operation, outcome, value) => calls.observe({ service, operation, outcome }, value),
    },
    budget: budgetMetrics(registry),
    assistant: assistantMetrics(registry),
    http: new Histogram({
      name: 'groundwork_http_request_seconds',
      help: 'Requests answered, by route.',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers: [registry],
    }),
    streams: new Gauge({ name: 'groundwork_feed_streams', help: 'Open live streams.', registers: [registry] }),
    queues: queueMetrics(registry),
    jobs: new Histogram({
      name: 'groundwork_job_run_seconds',
      help: 'Runs of apply jobs by a worker; a run that another worker continues counts as interrupted.',
      labelNames: ['outcome'],
      buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800],
      registers: [registry],
    }),
    givenUp: new Counter({
      name: 'groundwork_jobs_given_up_total',
      help: 'Jobs ended because every run of them broke off.',
      registers: [registry],
    }),
    cleanedUp: new Counter({
      name: 'groundwork_cleaned_up_rows_total',
      help: 'Old rows removed by the daily clean-up, by what they were.',
      labelNames: ['what'],
      registers: [registry],
    }),
    webhooks: new Counter({
      name: 'groundwork_webhooks_total',
      help: 'Webhooks by what became of them. bad-signature, rising: compare GHL_WEBHOOK_PUBLIC_KEYS with the keys that GHL publishes. refused: the OAuth service took no install event; see its log. full: more came than the database stored; GHL sends it again',
      labelNames: ['outcome'],
      registers: [registry],
    }),
  };
}

function budgetMetrics(registry: Registry): BudgetMetrics {
  const waits = new Histogram({
    name: 'groundwork_budget_wait_seconds',
    help: 'How long calls to GHL waited for the rate budget of their account, by lane.',
    labelNames: ['lane'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 20, 60],
    registers: [registry],
  });
  const calls = new Counter({
    name: 'groundwork_budget_calls_total',
    help: 'Calls to GHL that the rate budget let go, by lane.',
    labelNames: ['lane'],
    registers: [registry],
  });
  const refused = new Counter({
    name: 'groundwork_budget_refused_total',
    help: 'Calls that GHL refused for being too many (429), although the rate budget had let them go.',
    registers: [registry],
  });
  return {
    letGo(lane, waitedSeconds) {
      calls.inc({ lane });
      waits.observe({ lane }, waitedSeconds);
    },
    refused: () => refused.inc(),
  };
}

function assistantMetrics(registry: Registry): AssistantMetrics {
  const questions = new Counter({
    name: 'groundwork_assistant_questions_total',
    help: 'Questions to the assistant, by who answered (none: nobody) and how it ended.',
    labelNames: ['task', 'source', 'outcome'],
    registers: [registry],
  });
  const tokens = new Counter({
    name: 'groundwork_assistant_tokens_total',
    help: "Tokens of the language model. cached-input: of the prompt, what the provider's own cache served.",
    labelNames: ['model', 'kind'],
    registers: [registry],
  });
  return {
    question: (task, source, outcome) => questions.inc({ task, source, outcome }),
    tokens: (model, kind, count) => tokens.inc({ model, kind }, count),
  };
}
