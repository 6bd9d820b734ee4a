/** A kind of fault: what it means and how to put it right. The first whose pattern fits a message is its cause. */
export interface FaultCause {
  pattern: RegExp;
  title: string;
  means: string;
  example: string;
}

export const faultCauses: readonly FaultCause[] = [
  {
    pattern:
      /not readable as YAML or JSON|nothing in it yet|Directives|second document|Anchors|Aliases|Tags \(!|Merge keys|Only text, numbers/,
    title: 'The text cannot be read',
    means:
      'A blueprint is YAML or JSON: two spaces for each level, a space after each colon, quotes around a text with a colon or a brace in it.',
    example: 'resources:\n  tag:\n    vip: { name: vip }',
  },
  {
    pattern: /is there twice|are the same .* to GHL/,
    title: 'Something is there twice',
    means:
      'Each key stands once, and GHL takes two things of one name for the same, whatever the capitals. Rename one, or keep one.',
    example: 'tag:\n  vip: { name: vip }\n  vip_gold: { name: vip gold }',
  },
  {
    pattern: /There is no kind|There is no property/,
    title: 'A word that Groundwork does not know',
    means: 'Kinds and properties have fixed names. The message lists those that are known here.',
    example: 'customField:\n  birthday: { name: Birthday, dataType: DATE }',
  },
  {
    pattern: /There is no variable|variable ".*" is secret|default is a|secret has no default|list cannot be secret/,
    title: 'A variable is missing, or of another type',
    means:
      'What ${var.name} stands for has to be declared under variables, with a type; its default must be of that type.',
    example: 'variables:\n  phone: { type: string, description: The number to call }',
  },
  {
    pattern:
      /There is no resource|cannot be referred to|does not say which attribute|in a circle|has a forEach|has no forEach|cannot depend on another resource|is not an expression|has no closing brace/,
    title: 'A reference leads nowhere',
    means:
      'A reference names kind, name and attribute of another resource: ${calendar.visit.id}. Where a plain ${ is meant, write $${.',
    example: 'groupId: ${calendarGroup.visits.id}',
  },
  {
    pattern: /is missing\. Add it|needs at least one|must not be empty|needs an interval/,
    title: 'Something required is missing',
    means:
      'Some properties have no default: a name, the stages of a pipeline, the options of a choice, where a link leads.',
    example: 'pipeline:\n  sales: { name: Sales, stages: [{ name: New }, { name: Won }] }',
  },
  {
    pattern: /must be one of|has no options|one_time price has no interval/,
    title: 'A value that is not among those possible',
    means: 'GHL knows a fixed list of values here, in its own spelling (money is MONETORY).',
    example: 'budget: { name: Budget, dataType: MONETORY }',
  },
  {
    pattern: /must be .*, but it is|whole number|must not be negative|percentage/,
    title: 'A value of another type',
    means: 'Texts stand in quotes where they look like a number; numbers, true and false stand without.',
    example: "slotDuration: 30\nname: '2024'",
  },
  {
    pattern:
      /is not a name: use|Write the time|overlaps|opens at|Write the colour|A slug has|currency with its three letters|e-mail address/,
    title: 'A value in another form than it has to be',
    means:
      'Times are 24 hours in quotes, colours #rrggbb, currencies three letters, names lower-case with underscores.',
    example: "openHours: [{ days: [mon, tue], from: '09:00', to: '17:00' }]",
  },
  {
    pattern:
      /"when" must be|"forEach" must be|control character|invisible character|lone surrogate|nested deeper|Split it in two|larger than/,
    title: 'A limit or a rule of the format',
    means: 'The message says which, and what to write instead.',
    example: "when: '${var.is_online}'",
  },
];

export const otherCause: FaultCause = {
  pattern: /./,
  title: 'Other faults',
  means: 'The message says what is wrong.',
  example: 'groundwork: 1',
};
