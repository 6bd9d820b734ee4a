/** What each figure is and what stands beside it, by the name before the colon. */
export const chapters: Record<string, { title: string; what: string; peer: string }> = {
  ai: {
    title: 'The assistant without its model',
    what: 'An answer from the cache, a call through the adapter, and the offline composer’s time and score over the briefs.',
    peer: 'A bare SELECT of the cached row; the bare SDK to the same server; the score of an answer that has nothing to do with the brief.',
  },
  'api-overhead': {
    title: 'What the API adds to a query',
    what: '`blueprints.list` of a signed-in member, by one connection and by twenty.',
    peer: 'The same two queries behind a bare Fastify route.',
  },
  'apply-floor': {
    title: 'A blueprint of sixty resources into an empty account',
    what: 'From the start to the event that says it is done, GHL answering in 150 ms; `calls` is how many it took.',
    peer: 'The floor: GHL’s latency and rate limit alone, for the calls that have to follow each other.',
  },
  bridge: {
    title: 'A token from the OAuth service',
    what: 'Through the bridge client, from its memory (`cached`) and from the service (`uncached`). No token goes out before its read is on record: `statement` is that alone, `recorded` the bare server once it waits for it, the least that could be.',
    peer: 'The same HTTP client at a bare server that answers the same bytes.',
  },
  bundle: {
    title: 'The first page',
    what: 'JavaScript and CSS that a browser loads before the list of accounts is shown, gzipped.',
    peer: 'The libraries in it alone: React, the router, React Query and the tRPC client.',
  },
  'calls-needed': {
    title: 'Calls to GHL',
    what: 'How many a job makes.',
    peer: 'How many are needed, worked out from the plan.',
  },
  diff: {
    title: 'The plan’s comparison',
    what: 'CPU time of one plan over a messy account of so many resources (2,000 where no number stands).',
    peer: 'What 1,000 resources took, in proportion: a ratio of 1 is linear.',
  },
  fanout: {
    title: 'One event to every page that is open',
    what: 'So many SSE streams to one API process: until the last has the event (ms), memory of a stream (kB), streams opened a second.',
    peer: 'A Fastify route that writes the same text to all of its sockets on a NOTIFY: no session, no role, no place to resume from.',
  },
  'ghl-calls': {
    title: 'GHL’s official SDK',
    what: 'The agency read from the sandbox, by one caller and by twenty; and how many refreshes GHL sees when forty callers in two processes find a token expired at once.',
    peer: '`@gohighlevel/api-client`, with its HTTP client pointed at the same sandbox; it has a token in hand, and neither budget nor checks. For the refreshes two instances stand for the processes and share one session storage.',
  },
  'live-page': {
    title: 'A job’s page while its events come',
    what: 'The page of a job of five hundred steps, under so many events a second: from a commit to the frame that shows its line, frames not drawn, the longest task, and the heap.',
    peer: 'A page that appends the same line to a box, from a bare EventSource on a NOTIFY. Beside the heap stands the heap before.',
  },
  paint: {
    title: 'From the address to the list',
    what: 'Accounts, a plan of five hundred changes, and that blueprint in the editor; nothing in the browser’s cache. First contentful paint, largest contentful paint, and the frame in which the list can be read; `4x` with the processor made four times slower.',
    peer: 'The page it ends as, served as one finished document with the same styles: what the browser itself needs for it.',
  },
  pickup: {
    title: 'From a message to the first write',
    what: 'A job’s message in the queue to its first write at GHL, 95th percentile.',
    peer: 'pg-boss alone: send to handler, and handler to the next handler of a key.',
  },
  push: {
    title: 'From a commit to the page',
    what: 'A step’s commit to its event in the typed client, over HTTP.',
    peer: 'A bare PostgreSQL NOTIFY to a listener.',
  },
  queue: {
    title: 'The queue',
    what: 'Jobs a second that do nothing, and steps a second of whole provisioning jobs, GHL answering at once.',
    peer: 'pg-boss alone with a handler that does nothing. `graphile-worker` is that library in the same place, beside the same pg-boss.',
  },
  recovery: {
    title: 'A worker killed',
    what: 'From `kill -9` of a worker in the middle of a job to the next step of that job, in another.',
    peer: 'How long pg-boss alone takes to hand a message on, at its shortest heartbeat.',
  },
  'refresh-spread': {
    title: 'Ten thousand installations',
    what: 'Refreshes over a day (time scaled), reads meanwhile, memory.',
    peer: 'The plan of the service itself; the same service with ten installations.',
  },
  'rollout-floor': {
    title: 'A rollout under GHL’s rate limit',
    what: 'Until the last account is done, and an account in the mean; `refused` is calls that GHL refused for being too many.',
    peer: 'The same calls replayed as fast as the limit lets them, with nothing in between.',
  },
  start: {
    title: '`npm start`',
    what: 'Until it prints its URL, all roles ready: with empty caches, and again.',
    peer: 'None: the target is the limit.',
  },
  webhooks: {
    title: 'GHL’s deliveries',
    what: 'Verified, its agency found, stored once, answered; twenty at once. `lost` is what was answered 200 around a kill of the API and is not in the table.',
    peer: 'A bare Fastify route that parses and INSERTs. `bare-in-batches` is that route with one INSERT for all that came while the one before was under way: the most that batches would bring.',
  },
};
