/**
 * Runs a validator over a copy of `document` and answers the paths it never looked at. Kubernetes' published schemas allow fields
 * they do not know, while the API server refuses them: a misspelt one is among those that nobody read.
 */
export function unreadFields<Document extends object>(
  document: Document,
  validate: (document: Document) => void,
): string[] {
  const read = new Set<string>();
  validate(watch(document, '', read));
  return paths(document, '').filter((path) => !read.has(path));
}

function watch<Value extends object>(value: Value, path: string, read: Set<string>): Value {
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return found;
      const below = `${path}/${key}`;
      read.add(below);
      return typeof found === 'object' && found !== null ? watch(found, below, read) : found;
    },
  });
}

const paths = (value: object, path: string): string[] =>
  Object.entries(value).flatMap(([key, below]: [string, unknown]) => {
    const here = `${path}/${key}`;
    return typeof below === 'object' && below !== null ? [here, ...paths(below, here)] : [here];
  });
