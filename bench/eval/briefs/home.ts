import { any, type Brief, calendar, field, pipeline, product, tag, value } from '../brief.ts';

export const home: readonly Brief[] = [
  {
    id: 'plumber-short',
    trade: 'plumbing',
    goal: 'plumber',
    expect: { must: [any('pipeline'), any('calendar'), any('tag', 3), any('customField', 2)] },
  },
  {
    id: 'roofing-storm',
    trade: 'roofing',
    goal: `Roofing co, storm damage mostly (hail). Sales process is Inspection scheduled -> Inspection done -> Claim filed -> Adjuster met -> Approved -> Contract signed -> Installed -> Paid.
Capture: insurance company, claim number, deductible, roof age, date of loss. Free inspection takes about an hour.`,
    expect: {
      must: [
        pipeline(
          'inspection scheduled',
          'inspection done',
          'claim filed',
          'adjuster met',
          'approved',
          'contract signed',
          'installed',
          'paid',
        ),
        field('insurance'),
        field('claim number'),
        field('deductible', 'MONETORY|NUMERICAL'),
        field('roof age|age of roof', 'NUMERICAL|TEXT|SINGLE_OPTIONS'),
        field('date of loss|loss date', 'DATE'),
        calendar('inspection', 60),
      ],
    },
  },
  {
    id: 'hvac-plans',
    trade: 'hvac',
    goal: `HVAC company with 12 techs. Maintenance plans: Silver $15/month, Gold $25/month, Platinum $39/month.
Calendars for tune-up, repair and replacement estimate (the estimate is 90 minutes). Need system type and install year on the contact. Missed call text back message that we can change per client.`,
    expect: {
      must: [
        { kind: 'product', price: 15, interval: 'month' },
        { kind: 'product', price: 25, interval: 'month' },
        { kind: 'product', price: 39, interval: 'month' },
        calendar('tune up|tuneup'),
        calendar('repair'),
        calendar('replacement|estimate', 90),
        field('system'),
        field('install', 'NUMERICAL|DATE|TEXT'),
        value('missed call'),
      ],
    },
  },
  {
    id: 'cleaning-quotes',
    trade: 'cleaning',
    goal: `We run a house cleaning franchise niche, 14 locations, each has own phone, own booking link and own hourly price so make those variables!!
pipeline quote requested / quote sent / booked / recurring / lost
fields bedrooms, bathrooms, pets y/n, frequency (weekly, biweekly, monthly, one time)`,
    expect: {
      must: [
        pipeline('quote requested', 'quote sent', 'booked', 'recurring', 'lost'),
        field('bedroom', 'NUMERICAL|SINGLE_OPTIONS|TEXT'),
        field('bathroom', 'NUMERICAL|SINGLE_OPTIONS|TEXT|FLOAT'),
        field('pet', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        field('frequency', 'SINGLE_OPTIONS|RADIO', ['weekly', 'biweekly', 'monthly', 'one time']),
      ],
      mustNot: [{ kind: 'calendar', count: 14 }],
    },
  },
  {
    id: 'landscaper-manual',
    trade: 'landscaping',
    goal: `Landscaper. Set up the quote pipeline (new, site visit, quote, won, lost), a site visit calendar, tags spring cleanup / mowing / hardscape,
and build the workflow that texts them when a quote is sent, plus a funnel with a lead form.`,
    expect: {
      must: [
        pipeline('new', 'site visit', 'quote', 'won', 'lost'),
        calendar('site visit'),
        tag('spring cleanup'),
        tag('mowing'),
        tag('hardscape'),
      ],
      notes: ['workflow|automation', 'funnel|form'],
    },
  },
  {
    id: 'solar-setter',
    trade: 'solar',
    goal: `Solar sales team with appointment setters. Custom fields: monthly electric bill, roof type, homeowner yes/no, credit score range (below 650, 650-700, above 700), utility company.
Stages: New, Attempting, Appointment set, Sat, Proposal, Closed won, Installed, Closed lost. Calendar virtual appointment 60 minutes over Zoom.`,
    expect: {
      must: [
        pipeline('new', 'attempting', 'appointment set', 'sat', 'proposal', 'closed won', 'installed', 'closed lost'),
        field('electric bill|electricity bill|monthly bill', 'MONETORY|NUMERICAL'),
        field('roof type'),
        field('homeowner', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        field('credit score', 'SINGLE_OPTIONS|RADIO', ['below 650', '650 700', 'above 700']),
        field('utility'),
        calendar('virtual|appointment', 60),
        { kind: 'calendar', text: 'zoom conference|zoom' },
      ],
    },
  },
  {
    id: 'pest-control-spanish',
    trade: 'pest control',
    goal: `Empresa de control de plagas en Miami, clientes hispanos. Etiquetas: cliente nuevo, termitas, cucarachas, mantenimiento mensual.
Calendario de inspección de 30 minutos. Plan mensual de 45 dólares.`,
    expect: {
      must: [
        tag('cliente nuevo'),
        tag('termitas'),
        tag('cucarachas'),
        tag('mantenimiento mensual'),
        calendar('inspección', 30),
        { kind: 'product', price: 45, interval: 'month' },
      ],
    },
  },
  {
    id: 'remodeler-long',
    trade: 'remodeling',
    goal: `ok so this one is a kitchen and bath remodeler, been with us two years on another CRM (jobber), they're moving everything over.
what matters to them: they get leads from houzz, google and referrals so lead source has to be a dropdown with those three plus "other".
sales guy does a phone call first (20 min), then an in-home consult (2 hours), then the designer does a design presentation (90 min). all three bookable.
project type is kitchen, bathroom, basement, whole home. budget range. desired start date.
they call their stages: Inquiry, Phone call, In-home consult, Design, Proposal out, Signed, In production, Complete. "Lost" is just status, not a stage.
deposit is $2,500 for the design agreement. thats it i think`,
    expect: {
      must: [
        field('lead source|source', 'SINGLE_OPTIONS|RADIO', ['houzz', 'google', 'referral', 'other']),
        calendar('phone call|call', 20),
        calendar('in home', 120),
        calendar('design presentation|design', 90),
        field('project type', 'SINGLE_OPTIONS|RADIO|MULTIPLE_OPTIONS|CHECKBOX', [
          'kitchen',
          'bathroom',
          'basement',
          'whole home',
        ]),
        field('budget'),
        field('start date', 'DATE'),
        pipeline(
          'inquiry',
          'phone call',
          'in home consult',
          'design',
          'proposal out',
          'signed',
          'in production',
          'complete',
        ),
        product('design|deposit', 2_500),
      ],
      mustNot: [{ kind: 'pipeline', stages: ['inquiry', 'lost'] }],
    },
  },
];
