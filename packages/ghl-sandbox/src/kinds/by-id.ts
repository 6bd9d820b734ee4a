import { notFound } from '../gate/ghl-error.ts';
import type { Call } from '../gate/operation.ts';
import { getResource, type Resource, type ResourceRef } from '../store/resources.ts';

/** The object that a path names by id, among those of the token's location; without it GHL's 404. */
export function byId(kind: string, parameter: string, missing: string) {
  const reference = ({ params, locationId }: Call<unknown, unknown>): ResourceRef => ({
    kind,
    id: params[parameter] ?? '',
    ownerId: locationId,
  });
  const find = (call: Call<unknown, unknown>): Resource => {
    const resource = getResource(call.world, reference(call));
    if (!resource) throw notFound(missing);
    return resource;
  };
  return { reference, find };
}
