/** GHL: 100 per 10 s and 200,000 a day, per app and location; test accounts have 25. Until its headers say more, the smaller. */
export const unknownBurst = 25;
export const unknownDaily = 10_000;

/** Two clocks never run quite alike. */
export const clockStretch = 1.01;
/** Of what GHL allows a few calls are left, for whatever it counts otherwise than we do. */
export const burstShare = 0.97;
/** And of that, what nobody waits for (sync, bulk) leaves this much of the limit, one call at least: for the next person. */
export const reservedShare = 0.07;

/** How much of the day is used: a person can still work when checks and rollouts are through with it. */
export const dailyShare = { people: 0.8, others: 0.7 } as const;

/** A call that is never answered counts as answered when the adapter has long given it up. */
export const answeredWithinMs = 20_000;

/** A process that waits says so for as long as it means to wait, and this much longer. If it dies, others go on then. */
export const waitsLongerMs = 1_000;
