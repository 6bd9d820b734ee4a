import { type Brief, calendar, field, link, pipeline, product, tag, value } from '../brief.ts';

export const offices: readonly Brief[] = [
  {
    id: 'law-injury',
    trade: 'law firm',
    goal: `Personal injury attorney. Intake fields: accident date, accident type (car, truck, slip and fall, work), injured yes/no, at fault party insurance, statute of limitations date.
Pipeline: New inquiry, Screening, Consultation, Retainer sent, Retainer signed, In treatment, Demand sent, Settled.
Free case evaluation 30 minutes. And register their A2P campaign please.`,
    expect: {
      must: [
        field('accident date|date of accident', 'DATE'),
        field('accident type|type of accident', 'SINGLE_OPTIONS|RADIO|MULTIPLE_OPTIONS', [
          'car',
          'truck',
          'slip and fall',
          'work',
        ]),
        field('injured', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        field('insurance'),
        field('statute', 'DATE'),
        pipeline(
          'new inquiry',
          'screening',
          'consultation',
          'retainer sent',
          'retainer signed',
          'in treatment',
          'demand sent',
          'settled',
        ),
        calendar('case evaluation|evaluation', 30),
      ],
      notes: ['a2p|10dlc'],
    },
  },
  {
    id: 'accountant-season',
    trade: 'accounting',
    goal: `CPA firm. Tax season mess. Pipeline for returns: Documents requested, Documents received, In preparation, Review, Awaiting signature, Filed.
Filing status field w/ Single, Married jointly, Married separately, Head of household. Tags 1040, 1120S, extension filed. Bookkeeping retainer 350 per month`,
    expect: {
      must: [
        pipeline(
          'documents requested',
          'documents received',
          'in preparation',
          'review',
          'awaiting signature',
          'filed',
        ),
        field('filing status', 'SINGLE_OPTIONS|RADIO', [
          'single',
          'married jointly',
          'married separately',
          'head of household',
        ]),
        tag('1040'),
        tag('1120s'),
        tag('extension filed'),
        product('bookkeeping|retainer', 350, 'month'),
      ],
    },
  },
  {
    id: 'insurance-renewals',
    trade: 'insurance',
    goal: 'Independent insurance agency, personal lines. We want renewal dates for auto and home policies, cross-sell tags (auto only, home only, bundled, life prospect) and a renewal pipeline from 90 days out to renewed or lost.',
    expect: {
      must: [
        field('renewal|expiration', 'DATE'),
        tag('auto only'),
        tag('home only'),
        tag('bundled'),
        tag('life prospect'),
        pipeline('90 day', 'renewed'),
        { kind: 'pipeline', stages: ['lost|not renewed|lapsed'] },
      ],
    },
  },
  {
    id: 'realtor-solo',
    trade: 'real estate',
    goal: `Solo realtor. Buyers and sellers separate pipelines. Open house sign-ins get a tag "open house" plus the property address. Buyer consult 30 min, listing appointment 60 min. Pre-approved yes/no and price range.`,
    expect: {
      must: [
        { kind: 'pipeline', name: 'buyer' },
        { kind: 'pipeline', name: 'seller|listing' },
        tag('open house'),
        field('property address|address'),
        calendar('buyer', 30),
        calendar('listing', 60),
        field('pre approved|preapproved|pre approval', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        field('price range|price|budget'),
      ],
    },
  },
  {
    id: 'property-management',
    trade: 'property management',
    goal: `Property manager, ~300 doors. Two sides: owners who might sign with us, and tenants applying.
Owner pipeline: Lead, Rental analysis, Proposal, Agreement signed. Tenant pipeline: Inquiry, Showing, Application, Approved, Lease signed.
Rent amount, move-in date, number of units. Showing calendar 20 minutes.`,
    expect: {
      must: [
        pipeline('lead', 'rental analysis', 'proposal', 'agreement signed'),
        pipeline('inquiry', 'showing', 'application', 'approved', 'lease signed'),
        field('rent', 'MONETORY|NUMERICAL'),
        field('move in', 'DATE'),
        field('unit', 'NUMERICAL|TEXT'),
        calendar('showing', 20),
      ],
    },
  },
  {
    id: 'coach-high-ticket',
    trade: 'coaching',
    goal: `Business coach, high ticket. Application -> Strategy call -> Offer -> Enrolled. Products: 12-week program $5,000 or 3 payments of $1,850 monthly. Strategy call 45 minutes with 24 hours notice. Fields annual revenue and biggest challenge. Track clicks on the webinar replay.`,
    expect: {
      must: [
        pipeline('application|applied', 'strategy call', 'offer', 'enrolled'),
        product('program', 5_000),
        { kind: 'product', price: 1_850 },
        calendar('strategy call|strategy', 45),
        field('revenue', 'MONETORY|NUMERICAL|SINGLE_OPTIONS|RADIO'),
        field('challenge'),
        link('webinar|replay'),
      ],
    },
  },
  {
    id: 'own-agency',
    trade: 'marketing agency',
    goal: `For our own agency account. Sales: Lead, Discovery booked, Discovery held, Proposal sent, Negotiation, Closed won, Closed lost. Onboarding: Contract signed, Kickoff, Access received, Build, Launch.
Retainers: Starter $997/mo, Growth $1,997/mo. Discovery call 30 mins. Buy a local phone number and connect our sending domain too.`,
    expect: {
      must: [
        pipeline(
          'lead',
          'discovery booked',
          'discovery held',
          'proposal sent',
          'negotiation',
          'closed won',
          'closed lost',
        ),
        pipeline('contract signed', 'kickoff', 'access received', 'build', 'launch'),
        { kind: 'product', price: 997, interval: 'month' },
        { kind: 'product', price: 1_997, interval: 'month' },
        calendar('discovery', 30),
      ],
      notes: ['phone number|number', 'domain'],
    },
  },
  {
    id: 'funeral-home',
    trade: 'funeral home',
    goal: `Funeral home. be gentle with wording. pre-planning is separate from at-need. Pre-planning pipeline: Inquiry, Guide sent, Family meeting, Plan written, Plan funded.
Family meeting is 60 minutes, in person. Fields: relationship to the deceased, service type (burial, cremation, memorial), date of passing. A condolence text that families receive and that the director will reword himself.`,
    expect: {
      must: [
        pipeline('inquiry', 'guide sent', 'family meeting', 'plan written', 'plan funded'),
        calendar('family meeting', 60),
        field('relationship'),
        field('service type|type of service', 'SINGLE_OPTIONS|RADIO|MULTIPLE_OPTIONS', [
          'burial',
          'cremation',
          'memorial',
        ]),
        field('date of passing|passing', 'DATE'),
        value('condolence'),
      ],
    },
  },
];
