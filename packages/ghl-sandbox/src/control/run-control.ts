import type { World } from '../world.ts';
import { controls, type SandboxControl } from './controls.ts';

type Name = keyof typeof controls;

/** Parses the input, acts in one transaction, gives what the control gives. */
export function runControl(world: World, name: Name, input: unknown): unknown {
  const { input: schema, run } = controls[name];
  const parsed: unknown = schema.parse(input ?? {});
  // Name, schema and run belong together; TypeScript cannot follow that through a union.
  return world.store.transaction(() => (run as (world: World, input: unknown) => unknown)(world, parsed));
}

export const createLocalControl = (world: World): SandboxControl =>
  createControl(async (name, input) => runControl(world, name, input));

export const createControl = (call: (name: Name, input: unknown) => Promise<unknown>): SandboxControl =>
  Object.fromEntries(
    (Object.keys(controls) as Name[]).map((name) => [name, (input: unknown) => call(name, input)]),
  ) as unknown as SandboxControl;
