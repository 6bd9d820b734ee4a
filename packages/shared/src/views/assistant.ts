import type { Issue } from '../errors.ts';
import type { KindName } from '../kinds/types.ts';
import type { BlueprintCheckView } from './index.ts';

/**
 * `author`: goals to a blueprint, or to changes of one. `faults`: why a text is not valid. `improve`: what to make better.
 * `document`: a blueprint or a plan in a client's words. `explain`: a kind, or a feature of GHL.
 */
export const assistantTasks = ['author', 'faults', 'improve', 'document', 'explain'] as const;
export type AssistantTask = (typeof assistantTasks)[number];

/** Who gave the answer: the model now, the model earlier, or the composer that is no language model. */
export const assistantSources = ['model', 'cache', 'offline'] as const;
export type AssistantSource = (typeof assistantSources)[number];

export type AssistantCallState = 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

/** What a person asks. `source` is the text in the editor as it stands, perhaps empty, perhaps faulty. */
export type AssistantRequest =
  | { task: 'author'; goal: string; source: string; answers?: readonly AssistantReply[] | undefined }
  | { task: 'faults'; source: string }
  | { task: 'improve'; source: string }
  | { task: 'document'; source: string }
  | { task: 'document'; planId: string }
  | { task: 'explain'; question: string; source: string };

/** What a person answered to a question of the assistant's. */
export interface AssistantReply {
  question: string;
  answer: string;
}

/** In the order in which they come; the last is the answer. `draft` and `text` are all there is so far, never a piece. */
export type AssistantEvent =
  | { type: 'step'; text: string }
  | { type: 'draft'; source: string }
  | { type: 'text'; text: string }
  | { type: 'answer'; answer: AssistantAnswer };

export type AssistantAnswer = AssistantContent & {
  runId: string;
  origin: AssistantOrigin;
  /** Calls of the model: more than one where it had to correct itself. */
  attempts: number;
  usage: TokenUsageView;
};

export interface AssistantOrigin {
  source: AssistantSource;
  /** Null: no language model. */
  model: string | null;
  /** Why the model did not answer though one is set up; null otherwise. */
  fallback: string | null;
}

export interface TokenUsageView {
  inputTokens: number;
  /** Of those, what the provider's own cache served. */
  cachedInputTokens: number;
  outputTokens: number;
  /** In millionths of a US dollar; null where nobody knows the model's price. */
  costMicros: number | null;
}

export type AssistantContent =
  | { kind: 'questions'; questions: AssistantQuestion[] }
  | {
      kind: 'proposal';
      /** The whole text as it would be. It changes nothing until a person accepts and saves it. */
      source: string;
      summary: string;
      /** What was taken for granted, or could not be done. */
      notes: string[];
      check: BlueprintCheckView;
      /** What it would do in an empty account; null where it is not valid. */
      plan: DraftPlanView | null;
    }
  | { kind: 'suggestions'; suggestions: AssistantSuggestion[] }
  | { kind: 'text'; text: string };

export interface AssistantQuestion {
  question: string;
  /** Why it matters. */
  why: string;
  /** Likely answers; others are as good. */
  options: string[];
}

export const suggestionReasons = ['risk', 'duplicate', 'convention', 'missing'] as const;
export type SuggestionReason = (typeof suggestionReasons)[number];

export interface AssistantSuggestion {
  title: string;
  why: string;
  reason: SuggestionReason;
  /** What it is about, e.g. `tag.vip`. */
  addresses: string[];
  /** The text with this one change; null where a person has to decide how. */
  source: string | null;
}

/** What a blueprint would do in an empty account, with sample values for what it asks. */
export interface DraftPlanView {
  creates: number;
  byKind: Partial<Record<KindName, number>>;
  /** Addresses of what a person would have to do. */
  manual: string[];
  /** Why it could not be planned; empty when it can. */
  problems: Issue[];
}

export interface AssistantStatusView {
  /** `offline`: no model is set up, the composer answers. */
  provider: 'model' | 'offline';
  /** The model of each task; null without one. */
  models: Record<AssistantTask, string> | null;
  /** `down`: its calls are paused after repeated failures, and the composer answers meanwhile. */
  health: 'up' | 'degraded' | 'down';
  budget: AssistantBudgetView;
}

/** Of the agency, in the calendar month (UTC). */
export interface AssistantBudgetView {
  limitTokens: number;
  usedTokens: number;
  /** Held by calls that run now. */
  heldTokens: number;
  /** When the next month begins. */
  resetsAt: string;
}

export interface AssistantTotalsView extends TokenUsageView {
  /** Questions asked by people. */
  questions: number;
  /** Calls of the model. */
  calls: number;
  /** Questions answered from the cache, and by the composer. */
  cacheAnswers: number;
  offlineAnswers: number;
  failed: number;
  /** What the cache's answers would have cost. */
  savedTokens: number;
}

export interface AssistantUsageView {
  /** `2026-11`, in UTC. */
  month: string;
  budget: AssistantBudgetView;
  totals: AssistantTotalsView;
  byTask: (AssistantTotalsView & { task: AssistantTask })[];
  byMember: (AssistantTotalsView & { memberId: string | null; name: string | null })[];
  /** Days with anything, in order. */
  byDay: { day: string; tokens: number; questions: number; costMicros: number | null }[];
  /** The newest 100 of the month. */
  calls: AssistantCallView[];
}

export interface AssistantCallView extends TokenUsageView {
  id: string;
  runId: string;
  attempt: number;
  task: AssistantTask;
  source: AssistantSource;
  model: string | null;
  state: AssistantCallState;
  errorCode: string | null;
  memberName: string | null;
  estimated: boolean;
  at: string;
  /** Null while it runs. */
  seconds: number | null;
}
