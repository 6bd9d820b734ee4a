/** One thing of GHL or Groundwork, by the words people ask for it with. */
export interface GlossaryEntry {
  title: string;
  words: readonly string[];
  text: string;
}

export const glossary: readonly GlossaryEntry[] = [
  {
    title: 'Tag',
    words: ['tag', 'label'],
    text: 'A label on a contact: to find people, to group them, and to start or stop workflows. GHL stores tags in lower case. Two spellings are two tags, so a blueprint gives every account the same. Deleting a tag may leave workflows that wait for it without a start.\n\n```yaml\ntag:\n  vip: { name: vip }\n```',
  },
  {
    title: 'Custom field',
    words: ['custom field', 'field', 'datatype', 'data type', 'dropdown', 'intake field'],
    text: 'What is written down about each contact, or each deal (`model: opportunity`): a birthday, a budget. The value differs from person to person. Its type (`dataType`) and model can never change in GHL: another type means a new field, and what stood in the old one is lost. Choices (`SINGLE_OPTIONS`, `RADIO` …) need `options`.\n\n```yaml\ncustomField:\n  birthday: { name: Birthday, dataType: DATE }\n```',
  },
  {
    title: 'Custom value',
    words: ['custom value', 'custom values', 'merge value'],
    text: "A text of the whole account, the same for every contact: the business name, an address, an after-hours message. Messages use it as `{{ custom_values.business_name }}`, so that a change in one place changes all of them. GHL makes the key from the first name it had and keeps it.\n\n```yaml\ncustomValue:\n  business_name: { name: Business name, value: '${var.business_name}' }\n```",
  },
  {
    title: 'Custom field or custom value',
    words: [
      'custom field or custom value',
      'custom field vs custom value',
      'difference between custom field and custom value',
      'custom value or custom field',
      'custom field and custom value',
    ],
    text: "A custom **field** holds something of one contact or deal: Ana's birthday, this deal's budget. A custom **value** holds something of the account, the same for everybody: the business name, the booking link. Ask: would two contacts have different ones? Then it is a field.",
  },
  {
    title: 'Merge tag',
    words: [
      'merge tag',
      'merge field',
      'curly braces',
      'double braces',
      'personalization',
      'placeholder in text',
      'custom_values',
      'contact first_name',
    ],
    text: 'Text in double braces that GHL fills in when it sends: `{{contact.first_name}}`, `{{custom_values.business_name}}`, `{{appointment.start_time}}`. In a blueprint it is plain text. Do not mix it up with `${var.name}`, which Groundwork fills in before anything is written. To use the key of a resource from here: `{{${customValue.business_name.fieldKey}}}`.',
  },
  {
    title: 'Pipeline and stage',
    words: ['pipeline', 'stage', 'opportunity', 'deal', 'win probability'],
    text: 'A pipeline is the way an inquiry takes, in stages. Each deal (GHL: opportunity) is a card in one stage. Names are unique whatever their capitals. Taking a stage out moves its cards to the lowest stage without asking; deleting a pipeline deletes its deals. Groundwork keeps stages that a client added.\n\n```yaml\npipeline:\n  sales:\n    name: Sales\n    stages: [{ name: New }, { name: Quoted }, { name: Won }]\n```',
  },
  {
    title: 'Calendar',
    words: [
      'calendar',
      'booking',
      'appointment',
      'slot',
      'open hours',
      'availability',
      'buffer',
      'slotduration',
      'event calendar',
      'round robin',
    ],
    text: "What people can book: how long it takes (`slotDuration`), from one offered time to the next (`slotInterval`), time kept free after it (`slotBuffer`), opening hours, notice and how far ahead. Blueprints make event calendars; round robin and other team calendars are made of an account's own users and stay to a person.\n\n```yaml\ncalendar:\n  visit:\n    name: First visit\n    slotDuration: 45\n    openHours: [{ days: [mon, tue], from: '09:00', to: '17:00' }]\n```",
  },
  {
    title: 'Calendar group',
    words: ['calendar group', 'booking page', 'group of calendars'],
    text: 'Several calendars on one booking page, under one address. A calendar joins it with `groupId: ${calendarGroup.visits.id}`.',
  },
  {
    title: 'Trigger link',
    words: ['trigger link', 'tracked link', 'link click', 'tracking link'],
    text: 'A link that notices who clicked it, so that a workflow can start from the click. Put it into messages as `{{trigger_link.<id>}}`; `redirectTo` says where it leads. Its id differs from account to account, so texts refer to it as `${triggerLink.review.fieldKey}`.',
  },
  {
    title: 'Product and price',
    words: ['product', 'price', 'recurring price', 'subscription', 'one time', 'membership price'],
    text: 'What is sold, with one or more prices: `one_time`, or `recurring` with an `interval`. Amounts are in whole units: 99.9 is $99.90. Prices are told apart by name; those that a client added stay. Payments themselves need a provider that someone connects by hand.\n\n```yaml\nproduct:\n  plan:\n    name: Gold plan\n    productType: SERVICE\n    prices: [{ name: Monthly, type: recurring, amount: 49, currency: USD, interval: month }]\n```',
  },
  {
    title: 'Snapshot or blueprint',
    words: ['snapshot', 'snapshot vs blueprint', 'difference between snapshot and blueprint'],
    text: "A snapshot is GHL's copy of an account that is pushed into others. It overwrites what clients changed, cannot be previewed or undone, and may make doubles when it is loaded twice. A blueprint is a text that says what an account must hold: Groundwork shows a plan first, keeps clients' edits, and can take it back. Workflows, funnels and forms are only in snapshots; use one for those, once, and a blueprint for the rest.",
  },
  {
    title: 'Workflow',
    words: ['workflow', 'automation', 'trigger', 'drip', 'sequence', 'campaign'],
    text: "GHL's automations: something happens (a tag, a click, a booking), and steps follow. GHL's public API can list workflows and cannot create them, so a blueprint holds none. What it does hold is what they work with: tags, fields, texts, links. Build them under Automation → Workflows, or load a snapshot once.",
  },
  {
    title: 'Form and survey',
    words: ['form', 'survey', 'quiz'],
    text: "GHL's API can list forms and surveys and cannot create them. Define their questions as custom fields in the blueprint, then build the form under Sites → Forms from those fields.",
  },
  {
    title: 'Funnel and website',
    words: ['funnel', 'website', 'landing page', 'web page'],
    text: "Pages of an account. GHL's API cannot write them: build them under Sites, or load a snapshot. Texts that differ from account to account can come from custom values.",
  },
  {
    title: 'Sub-account',
    words: ['sub account', 'subaccount', 'location', 'client account'],
    text: "One client's account in GHL; its API calls it a location. A blueprint is planned and applied for one, or rolled out to many.",
  },
  {
    title: 'Variable',
    words: ['variable', 'var', 'default', 'required variable'],
    text: 'What differs from account to account: a phone number, a price. It is declared once with a type and perhaps a default, and used as `${var.phone}`. Values can be kept for the agency, a blueprint, a group or an account.\n\n```yaml\nvariables:\n  phone: { type: string, description: The number to call }\n```',
  },
  {
    title: 'Secret variable',
    words: ['secret', 'secret variable', 'hide value', 'api key in blueprint'],
    text: 'A variable with `secret: true`: its value is shown in no plan, log or answer. It has no default, and it cannot name anything.',
  },
  {
    title: 'Reference',
    words: ['reference', 'refer', 'expression', 'fieldkey', 'dollar brace'],
    text: 'One resource pointing at another: `${calendar.visit.id}`, `${customField.birthday.fieldKey}`. Groundwork makes what is needed first, and fills in the id that GHL gave. Names cannot depend on a reference.',
  },
  {
    title: 'Lifecycle',
    words: ['lifecycle', 'preventdestroy', 'prevent destroy', 'seed', 'observe', 'manage', 'ignore', 'own'],
    text: "How far Groundwork goes with a resource. `own`: keep it as written, with clients' edits. `seed`: make it once, then it is the client's. `observe`: say what differs, never write. `reference`: it only has to be there. `preventDestroy: true`: no plan ever deletes or replaces it. `ignore`: attributes that are written once and never compared.\n\n```yaml\nlifecycle: { manage: seed, preventDestroy: true }\n```",
  },
  {
    title: 'forEach and when',
    words: ['foreach', 'for each', 'when', 'condition', 'loop', 'each key', 'each value'],
    text: "`forEach` makes one resource for each item of a list, as `${each.key}` and `${each.value}`. `when` leaves a resource out where a condition does not hold: `when: '${var.sells_online}'`, or `{ value: '${var.plan}', in: [gold] }`.",
  },
  {
    title: 'Plan and apply',
    words: ['plan', 'apply', 'approve', 'preview'],
    text: 'A plan says what would be added, changed, removed or left in one account; it changes nothing. A person approves it, and a job applies it, step by step, reading back each write. If the account has changed since, the plan is refused and made anew.',
  },
  {
    title: 'Drift',
    words: ['drift', 'client edit', 'changed by client', 'differs'],
    text: 'What an account holds differs from what Groundwork applied, mostly because somebody edited it. Nothing is overwritten by itself: fix it, take it over into the blueprint, or ignore it for a while.',
  },
  {
    title: 'Rollback',
    words: ['rollback', 'roll back', 'undo', 'revert'],
    text: 'A plan that takes a job back: what it made is removed, what it changed is set back, as far as GHL allows. What hung on a deleted thing (deals of a pipeline, values of a field) does not come back.',
  },
  {
    title: 'Rollout',
    words: ['rollout', 'roll out', 'many accounts', 'wave', 'all accounts'],
    text: 'One version of a blueprint for many accounts, in waves: a few first, then more, stopping by itself where too many fail.',
  },
  {
    title: 'Capture',
    words: ['capture', 'import account', 'copy account', 'read account'],
    text: 'Reads an account that already works into a blueprint. What differs from account to account becomes variables.',
  },
  {
    title: 'Adopt',
    words: ['adopt', 'adoption', 'already exist', 'duplicate create'],
    text: 'An account already holds something of that name: Groundwork takes it under its care instead of making a second one. From then on the blueprint says what it holds.',
  },
  {
    title: 'A2P 10DLC',
    words: ['a2p', '10dlc', 'a2p registration', 'sms registration', 'trust center'],
    text: 'Carriers in the US deliver business texts only for registered brands and campaigns. The registration is made by a person under Settings → Phone Numbers → Trust Center. A blueprint can hold what goes with it: consent fields, opt-out tags, and the texts.',
  },
  {
    title: 'Phone number',
    words: ['phone number', 'buy number', 'lc phone', 'twilio', 'missed call'],
    text: 'Numbers cost money and cannot be given back by API, so a blueprint never buys one: Settings → Phone Numbers. Texts for missed calls can stand in custom values.',
  },
  {
    title: 'Users and permissions',
    words: ['user', 'staff', 'team member', 'permission', 'login', 'role'],
    text: 'People of an account with their rights, under Settings → My Staff. A blueprint does not hold them; a calendar can name them by e-mail address as `teamMembers`, if they are in the account already.',
  },
  {
    title: 'Blueprint',
    words: ['blueprint', 'version', 'groundwork'],
    text: 'A text that says what an account must hold: variables, and resources by kind. Saved under a name it gets versions, and a version never changes. It begins with `groundwork: 1` and a name.',
  },
];
