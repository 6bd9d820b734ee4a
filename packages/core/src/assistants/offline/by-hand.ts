/** What a goal asks for and no blueprint holds: GHL's public API cannot write it, or it is not a thing of one account. */
export const stepsByHand = (goal: string): string[] =>
  steps.flatMap(([asked, step]) => (asked.test(goal) ? [step] : []));

/** Where people look in GHL, in the words of its menus. */
const steps: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:workflows?|automat(?:e|ed|es|ion|ions|ically|ic)|triggers? (?:a|an|when)|drip|sequences?|campaigns?|auto-?repl(?:y|ies)|(?:send|sends|sending|text|texts|email|emails) (?:them|out|a|an|the|people|clients|patients|customers|members|reminders?|automat)|missed[- ]call text|automatisier\w*|automatisch\w*|automatiza\w*|flujo)\b/i,
    "By hand: workflows. GHL's API cannot create them. Build them under Automation → Workflows; tags and texts to use in them are in this blueprint.",
  ],
  [
    /\b(?:forms?|surveys?|quiz|questionnaire|formulare?|formularios?|encuestas?)\b/i,
    "By hand: forms and surveys. GHL's API cannot create them. Build them under Sites → Forms, with the custom fields of this blueprint.",
  ],
  [
    /\b(?:funnels?|landing pages?|websites?|web pages?|sales pages?|landingpage)\b/i,
    "By hand: funnels and websites. GHL's API cannot create them. Build them under Sites, or load a snapshot for them.",
  ],
  [
    /\bsnapshots?\b/i,
    'By hand: snapshots. Loading one overwrites what clients changed; load it once, before this blueprint is applied.',
  ],
  [
    /\b(?:a2p|10dlc|brand registration|campaign registration)\b/i,
    'By hand: A2P 10DLC registration, under Settings → Phone Numbers → Trust Center. Texts in the US need it.',
  ],
  [
    /\b(?:phone numbers?|buy (?:a )?numbers?|twilio|lc phone|ivr|call forwarding|port(?:ing)? (?:a |our |the )?numbers?)\b/i,
    'By hand: phone numbers. They cost money and cannot be given back, so a blueprint does not buy them: Settings → Phone Numbers.',
  ],
  [
    /\b(?:email domains?|sending domains?|dkim|spf|dns|mailgun|dedicated domain|smtp)\b/i,
    'By hand: the e-mail sending domain and its DNS records, under Settings → Email Services.',
  ],
  [
    /\b(?:email templates?|newsletters?|e-?mail vorlagen?)\b/i,
    'By hand: e-mail templates. A blueprint does not hold them yet; the short texts are here as custom values.',
  ],
  [
    /\b(?:users?|logins?|staff accounts?|invite|permissions?|team members? (?:access|login|account))\b/i,
    'By hand: users and their permissions, under Settings → My Staff. A blueprint does not hold them.',
  ],
  [
    /\b(?:round[- ]robin|collective|class booking calendars?)\b/i,
    "By hand: round robin and other team calendars. They are made of the account's own users; this blueprint makes event calendars.",
  ],
  [
    /\b(?:google calendar|outlook|calendar sync|zapier|quickbooks|stripe|paypal|facebook (?:page|account|integration)|google business|integrat(?:e|ion|ions))\b/i,
    'By hand: connections to other services (payments, calendars, social pages). Someone of the account signs in under Settings → Integrations.',
  ],
  [
    /\b(?:chat ?bots?|chat widget|conversation ai|voice ai|ai (?:agent|employee|assistant|bot)s?)\b/i,
    'By hand: chat widgets and AI agents. A blueprint does not hold them yet.',
  ],
  [
    /\b(?:facebook ads?|google ads?|ad campaigns?|run ads)\b/i,
    "By hand: advertising accounts and campaigns. They are not part of an account's set-up.",
  ],
  [
    /\b(?:import (?:our |the |my |all )?(?:contacts?|leads?|list|data)|migrat(?:e|ion)|csv)\b/i,
    'By hand: contacts. A blueprint describes what an account holds, never the people in it: import them under Contacts.',
  ],
  [
    /\b(?:membership (?:site|area|portal)|online course|courses? (?:area|content)|community|communities)\b/i,
    "By hand: courses and communities, under Memberships. GHL's API only imports finished courses.",
  ],
  [
    /\b(?:invoice templates?|contracts?|e-?sign|documents? (?:and|&) contracts?|proposals? templates?)\b/i,
    'By hand: documents, contracts and invoice templates, under Payments.',
  ],
  [
    /\b(?:coupons?|discount codes?|tax(?:es)? rates?)\b/i,
    'By hand: coupons and tax rates. A blueprint holds products and prices alone.',
  ],
];
