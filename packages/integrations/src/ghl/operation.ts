/** One operation of GHL's API. `Version` is a constant of each operation, never of the client (GHL docs: API versioning). */
export interface Operation {
  /** As metrics and errors name it, e.g. `tag.list`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** GHL's path with `{parameter}` parts. Case and trailing slash are as GHL publishes them. */
  path: string;
  version: '2021-07-28' | '2021-04-15' | 'v3';
  /** The scope GHL wants for it. */
  scope: string;
  /** Where GHL wants the location's id, beside the path. Anywhere else it is an unknown property, which GHL refuses (422). */
  locationIn?: 'query' | 'body';
  /** The same for the agency's id. */
  companyIn?: 'query';
}

/** A read may be repeated freely; GHL has no idempotency keys for anything else. */
export const isRead = (operation: Operation): boolean => operation.method === 'GET';

/** Fills the path's parameters, escaped. Throws when one is missing: that is our mistake, not GHL's. */
export const fillPath = (path: string, parameters: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`The path ${path} needs the parameter "${name}".`);
    return encodeURIComponent(value);
  });
