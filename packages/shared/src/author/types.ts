import type { Issue } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { AssistantQuestion, AssistantSuggestion } from '../views/assistant.ts';

/** The form in which a model must answer: what it is told, and how its answer is judged. */
export interface AnswerForm<T> {
  name: string;
  /** Changes with the schema, so that an answer in an older form is never taken from a cache. */
  version: string;
  /** JSON Schema of OpenAI's strict kind: every property required, nothing more allowed. */
  jsonSchema: JsonObject;
  read(answer: unknown): { ok: true; value: T } | { ok: false; issues: Issue[] };
}

/** Changes to a blueprint's text. Of an empty one they make a blueprint. */
export interface Proposal {
  name: string | null;
  description: string | null;
  /** Added, or put in the place of those of the same name. */
  variables: JsonObject[];
  /** Added, or put in the place of those at the same address: `{ kind, address name, attributes, when, forEach, lifecycle }`. */
  resources: JsonObject[];
  /** Addresses to leave out, e.g. `tag.vip` or `var.phone`. */
  remove: string[];
}

export interface AuthorAnswer {
  /** What the goal lacks; with questions there is no proposal. */
  questions: AssistantQuestion[];
  proposal: Proposal | null;
  summary: string;
  notes: string[];
}

export interface ImproveAnswer {
  suggestions: (Omit<AssistantSuggestion, 'source'> & { change: Proposal | null })[];
}

/** What became of a text; `problems` says what of the proposal could not be done. */
export interface AppliedProposal {
  source: string;
  problems: Issue[];
}
