import type { Groundwork } from '../create-groundwork.ts';
import { GroundworkError } from '../groundwork-error.ts';

/** What the calls of a test answer, noun by noun; the rest is refused. */
export type Programme = {
  [Noun in keyof Groundwork]?: Groundwork[Noun] extends (...input: never[]) => unknown
    ? Groundwork[Noun]
    : Partial<Groundwork[Noun]>;
};

export interface FakeCall {
  /** e.g. `jobs.start`. */
  name: string;
  input: readonly unknown[];
}

export interface FakeGroundwork extends Groundwork {
  /** What was called, in order. */
  readonly calls: readonly FakeCall[];
  /** Adds to what was programmed, or replaces it. */
  programme(more: Programme): void;
}

type Answer = (...input: unknown[]) => unknown;
type Noun = Record<string, Answer | undefined>;

/** A Groundwork without a server: it answers what a test programmes, and says so where a test forgot to. */
export function createFakeGroundwork(programme: Programme = {}): FakeGroundwork {
  const calls: FakeCall[] = [];
  const held: Record<string, Answer | Noun> = {};
  const add = (more: Programme) => {
    for (const [noun, answers] of Object.entries(more as Record<string, Answer | Noun>))
      held[noun] = typeof answers === 'function' ? answers : { ...(held[noun] as Noun), ...answers };
  };
  add(programme);

  const call =
    (name: string, answer: () => Answer | undefined): Answer =>
    (...input) => {
      calls.push({ name, input });
      const given = answer();
      if (given) return given(...input);
      throw new GroundworkError(
        `This test called ${name}, which it did not programme. Give createFakeGroundwork one.`,
        {
          code: 'INTERNAL',
        },
      );
    };
  const noun = (name: string) =>
    new Proxy<Noun>(
      {},
      {
        get: (_, verb) =>
          typeof verb === 'string' ? call(`${name}.${verb}`, () => (held[name] as Noun)?.[verb]) : undefined,
      },
    );
  const top = (name: string) => call(name, () => held[name] as Answer | undefined);
  const whole: Record<keyof FakeGroundwork, unknown> = {
    accounts: noun('accounts'),
    blueprints: noun('blueprints'),
    plans: noun('plans'),
    jobs: noun('jobs'),
    rollouts: noun('rollouts'),
    drift: noun('drift'),
    variables: noun('variables'),
    keys: noun('keys'),
    me: top('me'),
    waitForJob: top('waitForJob'),
    waitForRollout: top('waitForRollout'),
    calls,
    programme: add,
  };
  return whole as FakeGroundwork;
}
