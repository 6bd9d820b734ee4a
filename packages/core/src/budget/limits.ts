/** GHL: 100 per 10 s and 200,000 a day, per app and location; test accounts have 25. Until its headers say more, the smaller. */
export const unknownBurst = 25;
export const unknownDaily = 10_000;
/** Two clocks never run quite alike. */
export const clockStretch = 1.01;
