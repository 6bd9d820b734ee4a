import { any, type Brief, calendar, field, link, pipeline, product, tag, value } from '../brief.ts';

/**
 * Nothing is tuned by these: they say how far the score over the others is one of having seen them. Look at the number, not at
 * what failed; who does moves them to the others and writes new ones.
 */
export const heldOut: readonly Brief[] = [
  {
    id: 'yoga-studio',
    trade: 'yoga',
    goal: 'yoga studio. intro offer 2 weeks for $40, class packs 10 for $150. need tags for vinyasa, yin, prenatal, teacher training interest. waiver must be trackable. People book a private session 75 min',
    expect: {
      must: [
        product('intro', 40),
        product('pack|class', 150),
        tag('vinyasa'),
        tag('yin'),
        tag('prenatal'),
        tag('teacher training'),
        calendar('private', 75),
      ],
    },
  },
  {
    id: 'immigration-bilingual',
    trade: 'law firm',
    goal: `Immigration lawyer, English & Spanish speaking clients: tags "english" and "español". Case types: family petition, asylum, naturalization, work visa. Consultation is paid: $150, 40 mins.`,
    expect: {
      must: [
        tag('english'),
        tag('español'),
        field('case type|type of case', 'SINGLE_OPTIONS|RADIO|MULTIPLE_OPTIONS', [
          'family petition',
          'asylum',
          'naturalization',
          'work visa',
        ]),
        product('consultation|consult', 150),
        calendar('consultation|consult', 40),
      ],
    },
  },
  {
    id: 'mortgage-broker',
    trade: 'mortgage',
    goal: `Loan officer team. Stages App started, App complete, Docs in, Submitted, Conditional approval, Clear to close, Funded. Loan type (conventional, FHA, VA, refi), loan amount, estimated credit score, realtor partner name. Tags: past client, realtor partner, rate watch.`,
    expect: {
      must: [
        pipeline(
          'app started',
          'app complete',
          'docs in',
          'submitted',
          'conditional approval',
          'clear to close',
          'funded',
        ),
        field('loan type', 'SINGLE_OPTIONS|RADIO|MULTIPLE_OPTIONS', ['conventional', 'fha', 'va', 'refi']),
        field('loan amount', 'MONETORY|NUMERICAL'),
        field('credit score', 'NUMERICAL|SINGLE_OPTIONS|TEXT|RADIO'),
        field('realtor'),
        tag('past client'),
        tag('realtor partner'),
        tag('rate watch'),
      ],
    },
  },
  {
    id: 'staffing-hr',
    trade: 'staffing',
    goal: 'staffing agency warehouse workers. candidates: applied, phone screen, interview, background check, placed. clients: lead, job order, filled, invoice. fields: forklift certified (yes/no), shift (1st, 2nd, 3rd), hourly rate, resume upload. no products',
    expect: {
      must: [
        pipeline('applied', 'phone screen', 'interview', 'background check', 'placed'),
        pipeline('lead', 'job order', 'filled', 'invoice'),
        field('forklift', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        field('shift', 'SINGLE_OPTIONS|RADIO|MULTIPLE_OPTIONS|CHECKBOX', ['1st', '2nd', '3rd']),
        field('hourly rate|rate', 'MONETORY|NUMERICAL|FLOAT'),
        field('resume', 'FILE_UPLOAD'),
      ],
      mustNot: [any('product')],
    },
  },
  {
    id: 'wedding-photo',
    trade: 'photography',
    goal: `Wedding photographer. Packages: Essential 2400, Classic 3600, Heirloom 5200. Inquiry > Call > Proposal > Booked > Shot > Gallery delivered. Wedding date, venue, partner's name. Video call 30 minutes, engagement session 90 minutes.`,
    expect: {
      must: [
        { kind: 'product', price: 2_400 },
        { kind: 'product', price: 3_600 },
        { kind: 'product', price: 5_200 },
        pipeline('inquiry', 'call', 'proposal', 'booked', 'shot', 'gallery delivered'),
        field('wedding date', 'DATE'),
        field('venue'),
        field('partner'),
        calendar('call|video', 30),
        calendar('engagement', 90),
      ],
    },
  },
  {
    id: 'dog-trainer',
    trade: 'dog training',
    goal: `dog trainer!! board & train program ($1,800 for 2 weeks) + private lessons 60 min $120. dog's name, breed, age, bite history y/n, vaccinated y/n. tags puppy, reactive, graduate`,
    expect: {
      must: [
        product('board|train', 1_800),
        product('private|lesson', 120),
        calendar('private|lesson', 60),
        field('dog name|dog s name|pet name|name of dog'),
        field('breed'),
        field('bite', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        field('vaccinated', 'RADIO|SINGLE_OPTIONS|CHECKBOX'),
        tag('puppy'),
        tag('reactive'),
        tag('graduate'),
      ],
    },
  },
  {
    id: 'driving-school',
    trade: 'driving school',
    goal: 'Driving school. At least: pipeline with enrolled, theory, practice, test booked, passed. Driving lesson 90 minutes. permit number, permit expiry',
    expect: {
      must: [
        pipeline('enrolled', 'theory', 'practice', 'test booked', 'passed'),
        calendar('driving lesson|lesson', 90),
        field('permit number'),
        field('permit expiry|permit expiration|permit', 'DATE'),
      ],
    },
  },
  {
    id: 'escape-room',
    trade: 'escape room',
    goal: `We just signed an escape room with three rooms: Vault, Asylum and Jungle, each slot an hour and people book the room directly. Corporate events go through a pipeline (request, call, quote, deposit, played). They sell gift cards for $35. Ask how many players and whether it's a birthday. Mark repeat players.`,
    expect: {
      must: [
        calendar('vault', 60),
        calendar('asylum', 60),
        calendar('jungle', 60),
        pipeline('request', 'call', 'quote', 'deposit', 'played'),
        product('gift card', 35),
        field('player', 'NUMERICAL|TEXT|SINGLE_OPTIONS'),
        field('birthday', 'RADIO|SINGLE_OPTIONS|CHECKBOX|DATE'),
        tag('repeat'),
      ],
    },
  },
  {
    id: 'daycare-waitlist',
    trade: 'childcare',
    goal: `Daycare center. Parents tour the place (30 mins, weekdays 9:30-11). Waitlist is by age group: infant, toddler, preschool. We track child's first name, child's date of birth, allergies, desired start date and days per week.
Tuition 285 weekly. Enrollment goes Inquiry → Tour scheduled → Toured → Waitlisted → Offer → Enrolled. Also connect their Facebook lead form.`,
    expect: {
      must: [
        calendar('tour', 30),
        { kind: 'calendar', name: 'tour', open: { day: 'mon', from: '09:30', to: '11:00' } },
        field('age group|age', 'SINGLE_OPTIONS|RADIO|MULTIPLE_OPTIONS', ['infant', 'toddler', 'preschool']),
        field('first name|child'),
        field('date of birth|birth date|birthday', 'DATE'),
        field('allergy|allergies'),
        field('start date', 'DATE'),
        field('days per week|day per week'),
        product('tuition', 285, 'week'),
        pipeline('inquiry', 'tour scheduled', 'toured', 'waitlisted', 'offer', 'enrolled'),
      ],
      notes: ['facebook|form'],
    },
  },
  {
    id: 'locksmith-urgent',
    trade: 'locksmith',
    goal: 'locksmith 24/7. lockout calls dont get booked they just call, but rekeying jobs do: 45 min slots any day 7am-9pm. service call fee is $89. tag commercial vs residential. After hours text for missed calls that each client can rewrite',
    expect: {
      must: [
        calendar('rekey|rekeying', 45),
        { kind: 'calendar', open: { day: 'sun', from: '07:00', to: '21:00' } },
        product('service call|service|call', 89),
        tag('commercial'),
        tag('residential'),
        value('after hours|missed call'),
      ],
    },
  },
  {
    id: 'podcast-studio-change',
    trade: 'podcast studio',
    source: `groundwork: 1
name: Podcast studio
resources:
  tag:
    guest: { name: guest }
    sponsor: { name: sponsor }
  # one room only
  calendar:
    recording:
      name: Recording session
      slotDuration: 120
`,
    goal: 'drop the sponsor tag. add "edit only" and "full service" packages, $250 and $600 per episode. we also need a pre-interview call of 20 minutes and the link to the guest guide tracked',
    expect: {
      must: [
        product('edit only', 250),
        product('full service', 600),
        calendar('pre interview', 20),
        link('guest guide|guide'),
      ],
      mustNot: [tag('sponsor')],
      keeps: ['tag.guest', 'calendar.recording'],
    },
  },
  {
    id: 'church-soft',
    trade: 'church',
    goal: `It's for a church plant. First time visitors, members, small group leaders, prayer requests – those as tags. Ask for kids' names and ages and how they heard about us. A coffee with the pastor, 30 minutes, Tuesday and Thursday afternoons 1 to 5. A welcome message the office can edit. No pipelines, no products, they are not selling anything.`,
    expect: {
      must: [
        tag('first time visitor'),
        tag('member'),
        tag('small group leader'),
        tag('prayer request'),
        field('kid|children|child'),
        field('heard|hear'),
        calendar('coffee|pastor', 30),
        { kind: 'calendar', open: { day: 'tue', from: '13:00', to: '17:00' } },
        { kind: 'calendar', closed: 'mon' },
        value('welcome'),
      ],
      mustNot: [any('pipeline'), any('product')],
    },
  },
];
