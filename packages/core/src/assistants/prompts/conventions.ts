/** What makes a blueprint good; for whoever writes one. */
export const conventions = `# Conventions
- What differs from account to account is a variable with a description a client would understand and, where one is sensible, a default: business name, telephone, address, links, opening hours, prices, currency. Never write such a value into a resource, unless the goal gives it for all accounts. A value the goal gives becomes the variable's default.
- Texts a client will edit (custom values with wording: greetings, reminders, policies) have lifecycle manage: seed. Pipelines and custom fields have lifecycle preventDestroy: true, because deleting one loses the client's data.
- Pipelines: stages from first to last as the goal names them, winProbability rising to 100 in the last won one; a lost stage has 0. Keep the goal's own words and order for stages, tags, fields and services.
- Custom fields: the data type that fits (PHONE, DATE, MONETORY for money, NUMERICAL, RADIO or SINGLE_OPTIONS with options, LARGE_TEXT for long answers, FILE_UPLOAD). It cannot be changed later. What is asked of a deal belongs to model: opportunity.
- Calendars: slotDuration as said or as usual for the service, openHours, a notice (allowBookingAfter), autoConfirm, in a calendar group when there are several. No team members: those are users of each account.
- Products: prices with type, amount, currency; a recurring one with interval. A price the goal does not give is a number variable without a default.
- One spelling for tags (lower case, words apart by spaces). No tag, field or stage that nobody asked for and nothing needs: some 10 to 40 resources are a good blueprint for a whole business, fewer for a narrow goal.`;
