import { sentencesOf } from '../clean-goal.ts';
import { capitalised, nameFrom } from './names.ts';
import { readList } from './read-list.ts';
import type { SaidPipeline } from './said.ts';

const noun = /\b(?:pipelines?|vertriebsprozess|embudo)\b/gi;
const stagesAfter =
  /\b(?:stages|stage(?=\s*[:=])|steps|phases|stufen|phasen|etapas)\b(?:\s+(?:called|named|are|is|like|such as|namely|of|should be|go|for|from))*\s*[:=-]?\s+|\b(?:that|which) (?:goes|go|runs|run|is|are)(?: from)?\s*:?\s+|\bgoing from\s+|^\s*(?:runs?|goes)?\s*from\s+|\b(?:runs?|moves?|goes) from\s+/i;
const arrows = /\s*(?:->|=>|→|»|>)\s*/;
const between = /\s*(?:->|=>|→|>|,|;|\/|\||\bthen\b|\band\b|\bto\b|\bthrough\b|\bund\b|\by\b|\bbis\b)\s*/i;
/** Where commas part the names, `Clear to close` is one of them. */
const commas = /\s*(?:,(?:\s*(?:then|and|und)\b)?|;|\bthen\b|\band\b|\bund\b)\s*/i;
const plain =
  /^(?:an?|the|and|or|new|single|simple|basic|main|one|two|three|second|another|different|separate|our|my|with|for|of|add|build|need|want|have|custom|in|to|its|own|stage|stages?|\d+|\w+-stage|no|whole|full|clear|remove|drop|delete|create|make|set|up|eine?n?|un|una|i|we|plus|also|existing|same|needs|wants|requires|has|have|uses|use|like|would)$/i;

/** Pipelines by name, by stages, or both. What a sentence says after one belongs to it, up to the next. */
export function pipelinesIn(goal: string): SaidPipeline[] {
  const found: SaidPipeline[] = [];
  for (const sentence of sentencesOf(goal)) {
    const mentions = [...sentence.matchAll(noun)];
    const told = processIn(sentence);
    if (told && mentions.length === 0) {
      found.push(told);
      continue;
    }
    const [, one = '', other = ''] = several.exec(sentence) ?? [];
    if (one !== '') {
      found.push({ name: capitalised(one), stages: [] }, { name: capitalised(other), stages: [] });
      continue;
    }
    if (mentions.length === 0) {
      const isTold = stagesAfter.test(sentence) || arrows.test(sentence);
      const stages = isTold ? stagesOf(sentence) : [];
      const last = found.at(-1);
      if (stages.length > 1 && last?.stages.length === 0) last.stages = stages;
      else if (stages.length > 1) found.push({ name: null, stages });
    }
    for (const [index, { index: at, 0: word }] of mentions.entries()) {
      const previous = mentions[index - 1];
      const head = sentence.slice(previous ? previous.index + previous[0].length : 0, at);
      const tail = sentence.slice(at + word.length, mentions[index + 1]?.index ?? sentence.length);
      const pipeline = { name: nameIn(head, tail), stages: stagesOf(tail) };
      if (pipeline.name !== null || pipeline.stages.length > 1) found.push(pipeline);
    }
  }
  return found;
}

const several =
  /\b([\p{L}-]{3,20}) and ([\p{L}-]{3,20}) (?:(?:separate|different|own|their own|in|as)\s+)*pipelines\b/iu;

/** Nothing but stages: from something new to its end. */
const course =
  /^(?:new|leads?|inquiry|enquiry|prospect|application|applied|requested?)\b[^,.:$]{0,30}(?:, [^,.:$]{2,40}){2,12},? (?:and |then )?[^,.:$]{0,30}\b(?:lost|won|closed|done|completed?|paid|sold|funded|delivered|booked|signed|finished|hired|enrolled)$/i;

/** `Sales: Lead, Demo, Proposal, Won`: a process by its name, without the word pipeline. */
function processIn(sentence: string): SaidPipeline | null {
  const [, name = '', list = ''] =
    /^(?:(?:our|the|my)\s+)?((?:[\p{L}-]+\s)?(?:sales|onboarding|fulfil?lment|process|journey|delivery|intake|hiring|renewals?))(?:\s+(?:is|goes|looks like))?\s*(?::|(?<=is|goes|like)\s)\s*(.+)$/iu.exec(
      sentence,
    ) ?? [];
  const stages = unique(stageNames(name === '' && course.test(sentence) ? sentence : list));
  if (name === '') return stages.length >= 4 ? { name: null, stages } : null;
  return stages.length >= 3 ? { name: capitalised(name.replace(/\s+process$/i, '')), stages } : null;
}

function nameIn(head: string, tail: string): string | null {
  const said =
    /^\s*(?:called|named)\s+["']?([^"',.:(]+?)["']?(?=\s+(?:with|that|for|and|where)\b|[,.:("']|$)/i.exec(tail)?.[1] ??
    /^\s*["']([^"']+)["']/.exec(tail)?.[1] ??
    /["']([^"']{1,60})["']\s*$/.exec(head)?.[1];
  if (said) return named(said);
  const words = /((?:[\p{L}\p{N}][\p{L}\p{N}'-]*\s+){1,4})$/u.exec(head)?.[1]?.trim().split(/\s+/) ?? [];
  const first = words.findLastIndex((word) => plain.test(word));
  const own = words.slice(first + 1).join(' ');
  return own === '' ? null : named(own);
}

const named = (written: string): string | null => {
  const name = nameFrom(written.replace(/\s*pipeline$/i, ''), 50);
  return name && !/^(?:sales|leads?|deals?|opportunity|opportunities)$/i.test(name)
    ? capitalised(name)
    : name && capitalised(name);
};

function stagesOf(text: string): string[] {
  const [, bracketed] = /^\s*\(([^()]*[,/>][^()]*)\)/.exec(text) ?? [];
  if (bracketed !== undefined) return unique(stageNames(bracketed));
  const marker = stagesAfter.exec(text);
  const colon = /^[^,.:]{0,50}:\s*/.exec(text);
  const listed = /^\s*with\s+/i.exec(text);
  if (!marker && !colon && listed) return stagesIfPlain(text.slice(listed[0].length));
  const start = marker ? marker.index + marker[0].length : colon ? colon[0].length : null;
  if (start !== null) return unique(stageNames(text.slice(start)));
  if ((text.match(/\s\/\s/g)?.length ?? 0) >= 2) return unique(stageNames(text.trim()));
  return arrows.test(text)
    ? unique(
        stageNames(text.replace(/^[^"\p{L}]*(?:.{0,30}?\b(?:with|from|like|is|goes|going|called|named)\s+)?/iu, '')),
      )
    : [];
}

/** `a pipeline with Lead, Demo and Won`; what a pipeline has besides is said in the same way. */
function stagesIfPlain(text: string): string[] {
  const stages = unique(stageNames(text));
  const isCourse = begins.test(stages[0] ?? '') || ends.test(stages.at(-1) ?? '');
  return stages.length > 2 && isCourse ? stages : [];
}

const begins = /^(?:new|leads?|inquiry|enquiry|prospects?|applied|application|requested?)\b/i;
const ends = /\b(?:lost|won|closed|done|completed?|paid|sold|delivered|booked|signed|finished|hired|enrolled)$/i;

/** Arrows are the stronger sign: between them a comma is part of a name. */
const stageNames = (text: string): string[] => {
  const isListed = (text.match(/,/g)?.length ?? 0) >= 2;
  const separator = arrows.test(text)
    ? arrows
    : /["']/.test(text.slice(0, 2))
      ? undefined
      : isListed
        ? commas
        : between;
  return readList(text, separator, { isLenient: true }).map(({ name }) => capitalised(name));
};

const unique = (names: readonly string[]): string[] => [
  ...new Map(names.map((name) => [name.toLowerCase(), name])).values(),
];
