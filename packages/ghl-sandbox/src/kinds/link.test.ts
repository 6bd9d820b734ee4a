import { describe, expect, it } from 'vitest';
import { openLocation } from '../testing/open-location.ts';

describe('trigger links', () => {
  it('carry their id in the key, may share a name, and answer 201 to PUT and DELETE', async () => {
    const { call, locationId } = await openLocation();
    const body = { locationId, name: 'Book', redirectTo: 'https://a.example' };
    const made = await call('POST', '/links/', body);
    const link = made.json['link'] as { id: string };
    expect(made).toMatchObject({ status: 201, json: { link: { fieldKey: `{{trigger_link.${link.id}}}` } } });
    expect((await call('POST', '/links/', body)).status).toBe(201);
    expect((await call('PUT', `/links/${link.id}`, { ...body })).json['message']).toEqual([
      'property locationId should not exist',
    ]);
    const changed = await call('PUT', `/links/${link.id}`, { name: 'Book', redirectTo: '{{custom_values.link}}' });
    expect(changed).toMatchObject({ status: 201, json: { link: { redirectTo: '{{custom_values.link}}' } } });
    expect((await call('DELETE', `/links/${link.id}`)).status).toBe(201);
    expect((await call('GET', `/links/id/${link.id}?locationId=${locationId}`)).status).toBe(404);
    expect((await call('GET', `/links/?locationId=${locationId}`)).json['links']).toHaveLength(1);
  });

  it('of another location are out of reach', async () => {
    const { call, sandbox, locationId } = await openLocation();
    const foreign = await openLocation('dental');
    const [link] = await foreign.sandbox.control.listResources({ kind: 'link', ownerId: foreign.locationId });
    expect(link).toBeDefined();
    expect((await sandbox.control.listResources({ kind: 'link', ownerId: foreign.locationId }))[0]).toEqual(link);
    expect((await call('GET', `/links/?locationId=${foreign.locationId}`)).status).toBe(403);
    expect((await call('PUT', `/links/${link?.id}`, { name: 'x', redirectTo: 'y' })).status).toBe(404);
    expect((await call('DELETE', `/links/${link?.id}`)).status).toBe(404);
    expect((await call('GET', `/links/id/${link?.id}?locationId=${locationId}`)).status).toBe(404);
  });
});
