import { describe, expect, it } from 'vitest';
import { fixtures } from '../index.ts';
import { caller, installApp, mint, openSandbox } from '../testing/open-sandbox.ts';

const { agency, secondAgency, locations, users } = fixtures;

async function open(key: keyof typeof locations = 'accounting', options: Parameters<typeof openSandbox>[0] = {}) {
  const sandbox = await openSandbox(options);
  const { access_token: company } = await installApp(sandbox);
  const locationId = locations[key].id;
  const location = String((await mint(sandbox, company, locationId)).json['access_token']);
  return {
    sandbox,
    base: `/locations/${locationId}`,
    call: caller(sandbox, location),
    asCompany: caller(sandbox, company),
  };
}

const names = (list: unknown) => (list as { name: string }[]).map(({ name }) => name);

describe('tags', () => {
  it('are kept in lower case, and refused twice in any case', async () => {
    const { call, base } = await open();
    const created = await call('POST', `${base}/tags`, { name: ' VIP ' });
    expect(created).toMatchObject({ status: 200, json: { tag: { name: 'vip', locationId: locations.accounting.id } } });
    expect(await call('POST', `${base}/tags`, { name: 'Vip' })).toMatchObject({
      status: 400,
      json: { message: 'The tag name is already exist.' },
    });
  });

  it('can be renamed, read by id and deleted', async () => {
    const { call, base } = await open();
    const { tag } = (await call('POST', `${base}/tags`, { name: 'one' })).json as { tag: { id: string } };
    expect((await call('PUT', `${base}/tags/${tag.id}`, { name: 'Two' })).json).toMatchObject({ tag: { name: 'two' } });
    expect((await call('GET', `${base}/tags/${tag.id}`)).json).toMatchObject({ tag: { id: tag.id, name: 'two' } });
    expect((await call('DELETE', `${base}/tags/${tag.id}`)).json).toMatchObject({ succeded: true });
    expect((await call('GET', `${base}/tags/${tag.id}`)).status).toBe(404);
  });

  it('of a messy account differ by case only', async () => {
    const { call, base } = await open('dental');
    expect(names((await call('GET', `${base}/tags`)).json['tags'])).toEqual(expect.arrayContaining(['vip', 'VIP']));
  });
});

describe('custom fields', () => {
  it('take options as strings and give them back as picklistOptions', async () => {
    const { call, base } = await open();
    const body = { name: 'Lead Source', dataType: 'SINGLE_OPTIONS', options: ['Google', 'Referral'] };
    const created = await call('POST', `${base}/customFields`, body);
    expect(created).toMatchObject({
      status: 201,
      json: {
        customField: { fieldKey: 'contact.lead_source', picklistOptions: ['Google', 'Referral'], model: 'contact' },
      },
    });
    expect(created.json['customField']).not.toHaveProperty('options');
    expect(await call('POST', `${base}/customFields`, { ...body, name: 'B', options: [{ label: 'x' }] })).toMatchObject(
      {
        status: 400,
        json: { message: 'v.trim is not a function' },
      },
    );
    for (const options of [[], undefined])
      expect(await call('POST', `${base}/customFields`, { ...body, name: 'C', options })).toMatchObject({
        status: 422,
        json: { message: ['options must contain at least 1 elements'] },
      });
  });

  it('are listed for contacts only, unless another model or all are asked for', async () => {
    const { call, base } = await open('dental');
    const list = async (query: string) =>
      names((await call('GET', `${base}/customFields${query}`)).json['customFields']);
    expect(await list('')).not.toContain('Treatment Value');
    expect(await list('?model=opportunity')).toEqual(['Treatment Value']);
    expect(await list('?model=all')).toHaveLength(4);
  });

  it('keep key, type and model for life; a change needs the name', async () => {
    const { call, base } = await open();
    const created = await call('POST', `${base}/customFields`, {
      name: 'Roof Age',
      dataType: 'TEXT',
      placeholder: 'years',
    });
    const { id } = created.json['customField'] as { id: string };
    const put = (body: unknown) => call('PUT', `${base}/customFields/${id}`, body);
    expect((await put({ placeholder: 'x' })).json['message']).toEqual([
      'name must be a string',
      'name should not be empty',
    ]);
    expect((await put({ name: 'Roof Age', dataType: 'DATE', fieldKey: 'x' })).json['message']).toEqual([
      'property dataType should not exist',
      'property fieldKey should not exist',
    ]);
    expect(await put({ name: 'Age of Roof', model: 'opportunity' })).toMatchObject({
      status: 200,
      json: {
        customField: { name: 'Age of Roof', fieldKey: 'contact.roof_age', model: 'contact', placeholder: 'years' },
      },
    });
    expect((await call('GET', `${base}/customFields/contact.roof_age`)).json).toMatchObject({ customField: { id } });
    expect((await call('DELETE', `${base}/customFields/${id}`)).json).toMatchObject({ succeded: true });
  });

  it('change their options as a whole', async () => {
    const { call, base } = await open();
    const body = { name: 'Goal', dataType: 'RADIO', options: ['a', 'b'] };
    const { id } = (await call('POST', `${base}/customFields`, body)).json['customField'] as { id: string };
    const changed = await call('PUT', `${base}/customFields/${id}`, { name: 'Goal', options: ['b', 'c'] });
    expect(changed.json['customField']).toMatchObject({ picklistOptions: ['b', 'c'] });
    const untouched = await call('PUT', `${base}/customFields/${id}`, { name: 'Goal', placeholder: 'p' });
    expect(untouched.json['customField']).toMatchObject({ picklistOptions: ['b', 'c'], placeholder: 'p' });
  });

  it('refuse a key that is taken, a standard one, and a type that does not exist', async () => {
    const { call, base } = await open();
    const create = (name: string, rest = {}) =>
      call('POST', `${base}/customFields`, { name, dataType: 'TEXT', ...rest });
    expect((await create('Pet Name')).status).toBe(201);
    expect((await create('pet-name')).status).toBe(400);
    expect((await create('Pet Name', { model: 'opportunity' })).status).toBe(201);
    expect((await create('Website')).status).toBe(400);
    expect(await create('X', { dataType: 'MONETARY' })).toMatchObject({
      status: 422,
      json: { message: [expect.stringContaining('dataType must be one of the following values: TEXT,')] },
    });
  });
});

describe('custom values', () => {
  it('derive their key from the first name and need name and value each time', async () => {
    const { call, base } = await open();
    const created = await call('POST', `${base}/customValues`, { name: 'Booking Link', value: '' });
    expect(created).toMatchObject({
      status: 201,
      json: { customValue: { fieldKey: '{{ custom_values.booking_link }}', value: '' } },
    });
    const { id } = created.json['customValue'] as { id: string };
    expect((await call('PUT', `${base}/customValues/${id}`, { value: 'x' })).status).toBe(422);
    expect((await call('PUT', `${base}/customValues/${id}`, { name: 'Link', value: 'x' })).json).toMatchObject({
      customValue: { id, name: 'Link', value: 'x', fieldKey: '{{ custom_values.booking_link }}' },
    });
    expect(
      (await call('POST', `${base}/customValues`, { name: 'booking link', value: 'y' })).json['message'],
    ).toContain('already exists');
    expect((await call('DELETE', `${base}/customValues/${id}`)).json).toMatchObject({ succeded: true });
    expect((await call('GET', `${base}/customValues`)).json['customValues']).toEqual([]);
  });
});

describe('lists', () => {
  it('run behind writes by as much as the knob says, reads by id do not', async () => {
    const { call, base, sandbox } = await open('accounting', { knobs: { listLagMs: 600_000 } });
    const { tag } = (await call('POST', `${base}/tags`, { name: 'new' })).json as { tag: { id: string } };
    expect((await call('GET', `${base}/tags`)).json['tags']).toEqual([]);
    expect((await call('GET', `${base}/tags/${tag.id}`)).status).toBe(200);
    expect((await call('POST', `${base}/tags`, { name: 'new' })).status).toBe(400);
    await sandbox.control.setKnobs({ listLagMs: 0 });
    expect(names((await call('GET', `${base}/tags`)).json['tags'])).toEqual(['new']);
  });
});

describe('locations and users', () => {
  it('come ten locations and 25 users at a time', async () => {
    const { asCompany } = await open();
    const first = await asCompany('GET', `/locations/search?companyId=${agency.id}`);
    const rest = await asCompany('GET', `/locations/search?companyId=${agency.id}&skip=10`);
    expect(names(first.json['locations'])).toHaveLength(10);
    expect(names(rest.json['locations'])).toEqual(
      Object.values(locations)
        .slice(10)
        .map(({ name }) => name),
    );
    const people = await asCompany('GET', `/users/search?companyId=${agency.id}&limit=2`);
    expect(people.json).toMatchObject({
      count: Object.values(users).filter(({ companyId }) => companyId === agency.id).length,
      users: [{ id: users.agencyAdmin.id }, { id: users.secondAdmin.id }],
    });
  });

  it('tell an agency who is an admin, but hide agency people from a location token', async () => {
    const { asCompany, call } = await open('dental');
    const admin = await asCompany('GET', `/users/${users.agencyAdmin.id}`);
    expect(admin.json).toMatchObject({ email: users.agencyAdmin.email, roles: { type: 'agency', role: 'admin' } });
    expect(admin.json).not.toHaveProperty('companyId');
    expect(await call('GET', `/users/${users.agencyAdmin.id}`)).toMatchObject({
      status: 401,
      json: { message: 'The user does not exist.' },
    });
    expect((await call('GET', `/users/${users.dentalOwner.id}`)).status).toBe(200);
  });

  it('of another agency are out of reach', async () => {
    const { asCompany } = await open();
    const other = fixtures.secondLocations.bakery.id;
    expect((await asCompany('GET', `/locations/${other}`)).status).toBe(403);
    expect((await asCompany('GET', `/locations/search?companyId=${secondAgency.id}`)).status).toBe(403);
    expect((await asCompany('GET', `/users/${users.otherAgencyAdmin.id}`)).status).toBe(401);
    expect((await asCompany('GET', `/companies/${secondAgency.id}`)).status).toBe(403);
    expect((await asCompany('GET', `/companies/${agency.id}`)).json).toMatchObject({
      company: { name: agency.name, locationCount: Object.keys(locations).length },
    });
  });
});
