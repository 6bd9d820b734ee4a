import { z } from 'zod';
import { explain } from '../blueprint/check-structure.ts';
import { pathText, valueAt } from '../blueprint/json-path.ts';
import type { Issue } from '../errors.ts';
import type { Json } from '../json.ts';
import { suggestionReasons } from '../views/assistant.ts';
import { boundsFault, withoutNulls } from './bounds.ts';
import { readProposal } from './read-proposal.ts';
import type { AuthorAnswer, ImproveAnswer, Proposal } from './types.ts';

type Read<T> = { ok: true; value: T } | { ok: false; issues: Issue[] };

const maxQuestions = 3;
const maxOptions = 6;
const maxNotes = 20;
const maxSuggestions = 20;
const maxAddresses = 50;
/** Of what is prose for a person: longer is cut, not refused. */
const maxProse = 4_000;
const maxLine = 500;

const prose = z.string().transform((text) => text.trim().slice(0, maxProse));
const line = z.string().transform((text) => text.trim().slice(0, maxLine));
const lines = (most: number) =>
  z
    .array(line)
    .default([])
    .transform((list) => list.filter((text) => text !== '').slice(0, most));

const author = z.object({
  questions: z
    .array(z.object({ question: line, why: line.default(''), options: lines(maxOptions) }))
    .default([])
    .transform((list) => list.filter(({ question }) => question !== '').slice(0, maxQuestions)),
  proposal: z.unknown().optional(),
  summary: prose.default(''),
  notes: lines(maxNotes),
});

const improve = z.object({
  suggestions: z.array(
    z.object({
      title: line,
      why: prose.default(''),
      reason: z.enum(suggestionReasons),
      addresses: lines(maxAddresses),
      change: z.unknown().optional(),
    }),
  ),
});

export function readAuthorAnswer(answer: unknown): Read<AuthorAnswer> {
  const read = readAs(author, answer);
  if (!read.ok) return read;
  const { questions, proposal: written, summary, notes } = read.value;
  if (questions.length > 0) return { ok: true, value: { questions, proposal: null, summary, notes } };
  if (written === undefined)
    return { ok: false, issues: [{ message: 'Give a proposal, or questions.', path: 'proposal' }] };
  const { proposal, issues } = readProposal(written as Json, 'proposal');
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: { questions, proposal, summary, notes } };
}

export function readImproveAnswer(answer: unknown): Read<ImproveAnswer> {
  const read = readAs(improve, answer);
  if (!read.ok) return read;
  const issues: Issue[] = [];
  const suggestions = read.value.suggestions.slice(0, maxSuggestions).map(({ change: written, ...rest }, index) => {
    let change: Proposal | null = null;
    if (written !== undefined) {
      const found = readProposal(written as Json, `suggestions[${index}].change`);
      issues.push(...found.issues);
      change = changesNothing(found.proposal) ? null : found.proposal;
    }
    return { ...rest, change };
  });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: { suggestions } };
}

function readAs<S extends z.ZodType>(schema: S, answer: unknown): Read<z.output<S>> {
  const fault = boundsFault(answer);
  if (fault) return { ok: false, issues: [fault] };
  const written = withoutNulls(answer as Json);
  const read = schema.safeParse(written);
  if (read.success) return { ok: true, value: read.data };
  const issues = read.error.issues.map((issue): Issue => {
    const path = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
    return { message: explain(issue, path, valueAt(written, path)), path: pathText(path) };
  });
  return { ok: false, issues };
}

const changesNothing = ({ name, description, variables, resources, remove }: Proposal): boolean =>
  name === null && description === null && variables.length + resources.length + remove.length === 0;
