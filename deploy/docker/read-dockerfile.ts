import { readFileSync } from 'node:fs';
import { Copy, DockerfileParser } from 'dockerfile-ast';
import { z } from 'zod';

export type Step =
  | { keyword: 'COPY'; from: string | null; sources: string[]; target: string }
  | { keyword: 'RUN'; command: string }
  | { keyword: 'WORKDIR'; path: string };

/** One stage, with what it inherits from the stage it begins from. */
export interface Stage {
  name: string;
  /** As written, with its ARG filled in; null where it begins from a stage of this file. */
  image: string | null;
  steps: Step[];
  env: Record<string, string>;
  user: string;
  command: string[];
  healthCheck: string[] | null;
  /** Instructions that nothing here knows how to follow. */
  unknown: string[];
}

const words = z.array(z.string());

/** What a Dockerfile says, as far as ours go: the exec form of CMD, no wildcards, one value a variable. */
export function readDockerfile(path: string): Map<string, Stage> {
  const stages = new Map<string, Stage>();
  const args = new Map<string, string>();
  let stage: Stage | undefined;
  for (const instruction of DockerfileParser.parse(readFileSync(path, 'utf8')).getInstructions()) {
    const keyword = instruction.getKeyword();
    const text = instruction.getArgumentsContent() ?? '';
    if (keyword === 'ARG') args.set(text.split('=')[0] ?? '', text.slice(text.indexOf('=') + 1));
    else if (keyword === 'FROM') {
      stage = beginStage(text, stages, args);
      stages.set(stage.name, stage);
    } else if (stage && instruction instanceof Copy)
      stage.steps.push({ keyword: 'COPY', from: instruction.getFromFlag()?.getValue() ?? null, ...places(text) });
    else if (stage) take(stage, keyword, text);
  }
  return stages;
}

function places(text: string): { sources: string[]; target: string } {
  const paths = text.split(/\s+/);
  return { sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

function beginStage(text: string, stages: Map<string, Stage>, args: Map<string, string>): Stage {
  const [from = '', , name = from] = text.split(/\s+/).filter((word) => !word.startsWith('--'));
  const parent = stages.get(from);
  if (parent)
    return {
      ...parent,
      name,
      image: null,
      steps: [...parent.steps],
      env: { ...parent.env },
      unknown: [...parent.unknown],
    };
  const image = from.replaceAll(/\$\{(\w+)\}/g, (_, arg: string) => args.get(arg) ?? '');
  return { name, image, steps: [], env: {}, user: 'root', command: [], healthCheck: null, unknown: [] };
}

function take(stage: Stage, keyword: string, text: string): void {
  if (keyword === 'RUN') stage.steps.push({ keyword, command: text });
  else if (keyword === 'WORKDIR') stage.steps.push({ keyword, path: text });
  else if (keyword === 'ENV')
    for (const part of text.split(/\s+/)) stage.env[part.split('=')[0] ?? ''] = part.slice(part.indexOf('=') + 1);
  else if (keyword === 'USER') stage.user = text;
  else if (keyword === 'CMD') stage.command = words.parse(JSON.parse(text));
  else if (keyword === 'HEALTHCHECK')
    stage.healthCheck = text === 'NONE' ? null : words.parse(JSON.parse(text.slice(text.indexOf('['))));
  else if (keyword !== 'EXPOSE') stage.unknown.push(keyword);
}
