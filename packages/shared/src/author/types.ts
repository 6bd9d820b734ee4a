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
  /** `{ name, type, description, default, secret }`: added, or changed where there is one of that name. What is left out stays as it is. */
  variables: JsonObject[];
  /**
   * `{ kind: 'customField', address: 'insurer', name: 'Insurer', dataType: 'TEXT' }`: the attributes, `when`, `forEach` and `lifecycle` as
   * a blueprint writes them, beside the kind and the name half of the address. Added, or changed where that address is taken: what is left
   * out stays as it is. One whose address is also among `remove` is written anew, without what it says no more.
   */
  resources: JsonObject[];
  /** Addresses to leave out, e.g. `tag.vip` or `var.phone`; `tag.vip.when` leaves out what an existing one says of it. */
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
  /** The text could not be read: nothing of it is left. */
  isAnew: boolean;
  problems: Issue[];
}
