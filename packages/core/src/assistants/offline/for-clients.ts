import type { KindName } from '@groundwork/shared/kinds';

/** Each kind as a client meets it: what it is called, what it is for, and what they may do with it. */
export const forClients: Readonly<Record<KindName, { title: string; means: string; edit: string }>> = {
  tag: {
    title: 'Tags',
    means: 'Labels on your contacts, to find and to group them.',
    edit: 'Put them on contacts and take them off as you like. Please keep their names: automations look for them.',
  },
  customField: {
    title: 'Fields',
    means: 'What is written down about a contact or a deal, beside name, phone and e-mail.',
    edit: 'Fill them in as you work. Please do not delete one: what stands in it would be lost for every contact.',
  },
  customValue: {
    title: 'Texts and details',
    means: 'Short texts that stand in your messages and pages. Change one here, and it changes everywhere.',
    edit: 'You may reword them; your wording is kept at the next update.',
  },
  calendarGroup: {
    title: 'Booking pages',
    means: 'Calendars that share one page.',
    edit: 'You may change the description.',
  },
  calendar: {
    title: 'Calendars',
    means: 'What people can book online.',
    edit: 'Hours, lengths and notice are yours to change; your changes are kept at the next update.',
  },
  pipeline: {
    title: 'Pipelines',
    means: 'The steps that an inquiry takes. Each deal is a card that moves from stage to stage.',
    edit: 'Move cards as you work. You may add stages; please tell us before you remove one.',
  },
  product: {
    title: 'Products',
    means: 'What you sell, with its prices.',
    edit: 'You may add prices of your own; they stay.',
  },
  triggerLink: {
    title: 'Tracked links',
    means: 'Links that remember who clicked them.',
    edit: 'You may change where a link leads.',
  },
};
