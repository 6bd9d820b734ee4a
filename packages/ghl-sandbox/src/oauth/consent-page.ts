import { allCompanies, allLocations, allUsers, type UserFixture } from '../fixtures/agencies.ts';
import { consentStyle } from './consent-style.ts';
import type { AuthorizeRequest } from './consent-routes.ts';
import { allResources } from '../store/resources.ts';
import type { World } from '../world.ts';

/** Works without a script: the sub-accounts on show follow the person that is picked. */
export function consentPage(world: World, authorize: AuthorizeRequest): string {
  const hidden = Object.entries(authorize).map(
    ([name, value = '']) => `<input type="hidden" name="${name}" value="${escape(value)}">`,
  );
  const scopes = authorize.scope.split(/\s+/).filter(Boolean);
  return page(
    'Connect an app',
    `
<h1>Connect an app to your account</h1>
<p>The app will come back to <strong>${escape(new URL(authorize.redirect_uri).host)}</strong>. Nothing here reaches the real GoHighLevel.</p>
<form method="post" action="/v2/oauth/chooselocation">
${hidden.join('\n')}
<fieldset>
<legend>Who are you?</legend>
${installers.map(personChoice).join('\n')}
</fieldset>
${allCompanies.map((company) => locationChoices(world, company.id)).join('\n')}
<p class="own">You install the app on your own sub-account only.</p>
<label class="future"><input type="checkbox" name="futureLocations" value="on" checked> Install to sub-accounts that are added later, too</label>
<details><summary>The app asks for ${scopes.length} permissions</summary><ul>${scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')}</ul></details>
<div class="actions">
<button name="decision" value="allow" class="primary">Allow</button>
<button name="decision" value="deny">Deny</button>
</div>
</form>`,
  );
}

export function refusalPage(reason: string): string {
  return page('Cannot connect', `<h1>This app cannot be connected</h1><p role="alert">${escape(reason)}</p>`);
}

/** People of a sub-account who are no admins cannot install an app on it. */
const installers = allUsers.filter(({ type, role }) => type === 'agency' || role === 'admin');

const roleNames = {
  'agency-admin': 'Agency admin',
  'agency-user': 'Agency user',
  'account-admin': 'Sub-account admin',
  'account-user': 'Sub-account user',
};

function personChoice(user: UserFixture, index: number): string {
  const company = allCompanies.find(({ id }) => id === user.companyId)?.name ?? '';
  const place = allLocations.find(({ id }) => id === user.locationIds[0])?.name;
  const where = user.type === 'account' && place ? `${place} (${company})` : company;
  return `<label class="person"><input type="radio" name="as" value="${user.id}" class="${user.type === 'agency' ? `of-${user.companyId}` : 'of-account'}"${index === 0 ? ' checked' : ''}>
<span><strong>${escape(`${user.firstName} ${user.lastName}`)}</strong><small>${roleNames[`${user.type}-${user.role}`]} · ${escape(where)}</small></span></label>`;
}

function locationChoices(world: World, companyId: string): string {
  const choices = allResources(world, 'location', companyId).map(({ id, name, city }) => {
    const small = allLocations.find((location) => location.id === id)?.trade ?? String(city);
    return `<label><input type="checkbox" name="locations" value="${id}" checked><span>${escape(String(name))}<small>${escape(small)}</small></span></label>`;
  });
  return `<fieldset class="locations for-${companyId}"><legend>Sub-accounts to install on</legend><div class="grid">${choices.join('\n')}</div></fieldset>`;
}

const shownFor = allCompanies.map(({ id }) => `form:has(.of-${id}:checked) .for-${id} { display: block }`).join('\n');

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · GoHighLevel sandbox</title>
<style>${consentStyle}${shownFor}</style>
</head>
<body>
<p class="banner">GoHighLevel sandbox: a stand-in on this machine, with made-up people and accounts</p>
<main>${content}</main>
</body>
</html>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
