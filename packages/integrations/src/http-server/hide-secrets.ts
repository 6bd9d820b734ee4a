/** Deeper than anything that is logged on purpose; it also ends what refers to itself. */
const maxDepth = 4;

type Fields = Record<string, unknown>;

/**
 * For pino's `formatters.log`: what stands under one of these names is hidden, wherever it stands. What has a serializer is left to
 * it. Pino's own `redact` with wildcards takes twenty times as long a line, as it tries each path on each value.
 */
export function hideSecrets(names: readonly string[], serialized: readonly string[]): (fields: Fields) => Fields {
  const secrets = new Set(names);
  const left = new Set(serialized);

  const hideIn = (fields: object, depth: number): Fields => {
    const shown: Fields = {};
    for (const [name, value] of Object.entries(fields))
      shown[name] = secrets.has(name) ? '[redacted]' : depth === 0 && left.has(name) ? value : hide(value, depth + 1);
    return shown;
  };

  const hide = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= maxDepth) return '[too deep]';
    if (Array.isArray(value)) return value.map((item: unknown) => hide(item, depth + 1));
    if ('toJSON' in value && typeof value.toJSON === 'function') return hide(value.toJSON(), depth + 1);
    return hideIn(value, depth);
  };

  return (fields) => hideIn(fields, 0);
}
