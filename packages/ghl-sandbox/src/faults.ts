import { z } from 'zod';

export const faultSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** As the client sends it, without query; `*` stands for one segment, `**` for anything. */
  path: z.string().startsWith('/'),
  /** How many matching calls go wrong. */
  count: z.number().int().min(1).default(1),
  /** How many matching calls go well first. */
  after: z.number().int().min(0).default(0),
  mode: z.enum([
    'status', // answers `status` and `body`, does nothing
    'empty', // 200 without a body, does nothing
    'drop', // closes the connection, does nothing
    'hang', // never answers, does nothing
    'act-and-drop', // does it, then closes the connection
    'act-and-hang', // does it, then never answers
    'store-nothing', // answers as if done, does nothing
    'create-then-422', // does it, then answers 422
  ]),
  status: z.number().int().min(100).max(599).default(502),
  body: z.string().default('<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>'),
  contentType: z.string().default('text/html'),
  /** The header `Retry-After`, which GHL documents nowhere. */
  retryAfterSeconds: z.number().int().min(0).optional(),
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** Uses up one turn of the first fault that matches; `after` counts down on each that does. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  for (const fault of faults) {
    if (fault.count === 0 || (fault.method && fault.method !== method) || !matches(fault.path, path)) continue;
    if (fault.after > 0) {
      fault.after -= 1;
      continue;
    }
    fault.count -= 1;
    return fault;
  }
  return undefined;
}

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*|\*/g, (star) => (star === '**' ? '.*' : '[^/]+'));
  return new RegExp(`^${source}$`).test(path);
}
