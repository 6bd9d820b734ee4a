import { any, type Brief, calendar, field, pipeline, product, tag, value } from '../brief.ts';

export const health: readonly Brief[] = [
  {
    id: 'dental-implants',
    trade: 'dental',
    goal: `New client: an implant + cosmetic dentist. They pay us for full arch cases so I need a pipeline that goes
New lead, Contacted, Consult booked, Showed, Treatment presented, Financing approved, Case won. Free implant consult is 45 minutes.
We need to know insurance provider, how many teeth are missing, and their budget. Tag people who no-showed.`,
    expect: {
      must: [
        pipeline(
          'new lead',
          'contacted',
          'consult booked',
          'showed',
          'treatment presented',
          'financing approved',
          'case won',
        ),
        calendar('implant|consult|consultation', 45),
        field('insurance'),
        field('missing', 'NUMERICAL|SINGLE_OPTIONS|RADIO|TEXT'),
        field('budget', 'MONETORY|SINGLE_OPTIONS|RADIO'),
        tag('no show|noshow|no showed'),
      ],
    },
  },
  {
    id: 'dental-recall',
    trade: 'dental',
    goal: 'family dentist, just wants recall handled. 6 month cleanings, reactivation of old patients, and a google review link',
    expect: {
      must: [
        tag('recall|cleaning due|recall due'),
        tag('reactivation|reactivate|lapsed|inactive|dormant'),
        calendar('cleaning|hygiene|recall'),
        field('last cleaning|last visit|next recall|recall date|next cleaning|last hygiene visit', 'DATE'),
      ],
    },
  },
  {
    id: 'chiro-membership',
    trade: 'chiropractic',
    goal: `Chiropractor in a strip mall. New patient special $49 (exam, x-ray, first adjustment). Then wellness membership at $89 a month.
Calendars: New patient exam 60 minutes, Adjustment 15 minutes. Open Mon Wed Fri 8am to 6pm, closed weekends.`,
    expect: {
      must: [
        product('new patient|special', 49),
        product('membership|wellness', 89, 'month'),
        calendar('new patient|exam', 60),
        calendar('adjustment', 15),
        { kind: 'calendar', open: { day: 'mon', from: '08:00', to: '18:00' } },
        { kind: 'calendar', open: { day: 'fri', from: '08:00', to: '18:00' } },
        { kind: 'calendar', closed: 'sat' },
      ],
    },
  },
  {
    id: 'medspa-packages',
    trade: 'med spa',
    goal: `Med spa w/ 3 injectors. Services they book online: Botox (30 min), Lip filler (45 min), Hydrafacial (60 min), Laser hair removal consult (20 min).
Tags: vip, botox client, filler client, membership, do not text. Need a consent-signed field (yes/no), and birthday so we can send a gift.
Membership is $199/mo.`,
    expect: {
      must: [
        calendar('botox', 30),
        calendar('lip filler|filler', 45),
        calendar('hydrafacial', 60),
        calendar('laser', 20),
        tag('vip'),
        tag('botox client'),
        tag('filler client'),
        tag('do not text'),
        field('consent', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        field('birthday|date of birth|birth date', 'DATE'),
        product('membership', 199, 'month'),
      ],
    },
  },
  {
    id: 'physio-german',
    trade: 'physiotherapy',
    goal: `Physiotherapiepraxis in München. Wir brauchen Kalender für Erstgespräch (30 Minuten) und Behandlung (45 Minuten),
Öffnungszeiten Mo–Fr 8 bis 18 Uhr. Felder: Krankenkasse, Geburtsdatum. Tags: Neupatient, Stammpatient, Warteliste.`,
    expect: {
      must: [
        calendar('erstgespräch', 30),
        calendar('behandlung', 45),
        field('krankenkasse'),
        field('geburtsdatum', 'DATE'),
        tag('neupatient'),
        tag('stammpatient'),
        tag('warteliste'),
        { kind: 'calendar', open: { day: 'mon', from: '08:00', to: '18:00' } },
      ],
    },
  },
  {
    id: 'vet-clinic',
    trade: 'veterinary',
    goal: `Small animal vet. Please store pet name, species (dog, cat, other), breed, and the date of the next vaccination for each owner.
Sick visit calendar 20 mins, vaccination 15 mins. Reminder tag "vaccine due". they also want a puppy package, $240 one time`,
    expect: {
      must: [
        field('pet name|pet s name|name of pet'),
        field('species', 'SINGLE_OPTIONS|RADIO|CHECKBOX|MULTIPLE_OPTIONS', ['dog', 'cat', 'other']),
        field('breed'),
        field('vaccination|vaccine', 'DATE'),
        calendar('sick', 20),
        calendar('vaccination|vaccine', 15),
        tag('vaccine due'),
        product('puppy', 240),
      ],
    },
  },
  {
    id: 'therapist-no-pipeline',
    trade: 'counselling',
    goal: `Therapist in private practice, solo. No pipeline please, she hates sales stuff. Just a free 15 minute phone consult, a 50 minute session,
intake fields (emergency contact, preferred pronouns, what brings you here) and a cancellation policy text she can edit herself.`,
    expect: {
      must: [
        calendar('consult|phone|consultation', 15),
        calendar('session', 50),
        field('emergency contact'),
        field('pronoun'),
        field('bring', 'LARGE_TEXT|TEXT'),
        value('cancellation'),
      ],
      mustNot: [any('pipeline')],
    },
  },
  {
    id: 'gym-challenge',
    trade: 'gym',
    goal: `CrossFit box. Selling a 6-week challenge for 299. Then memberships: 3x week 129/month, unlimited 179/month.
Pipeline: Lead > Intro booked > Intro done > Challenge > Member > Lost. Intro = "No Sweat Intro" 30min.`,
    expect: {
      must: [
        pipeline('lead', 'intro booked', 'intro done', 'challenge', 'member', 'lost'),
        calendar('no sweat intro|intro', 30),
        product('challenge', 299),
        { kind: 'product', price: 129, interval: 'month' },
        { kind: 'product', price: 179, interval: 'month' },
      ],
    },
  },
];
