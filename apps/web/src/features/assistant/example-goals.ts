/** To begin from, for whoever has never told a machine such a thing. */
export const exampleGoals: readonly { name: string; goal: string }[] = [
  {
    name: 'A dental clinic',
    goal: 'A dental clinic with two chairs. New patients book an exam or a cleaning online. We ask for insurance and date of birth, remind them before the visit, and want to see where each new patient stands.',
  },
  {
    name: 'A gym with memberships',
    goal: 'A gym that sells monthly and yearly memberships. Trial visits are booked online, and no-shows are followed up. We want to know who is a lead, a member or gone.',
  },
  {
    name: 'A roofing company',
    goal: 'A roofing company that inspects for free and sends quotes. Fields for roof type, age and insurance claim, a pipeline from inspection to paid, and review requests after the work.',
  },
];
