/** `45-minute`, `45 min`, `1.5 hours`, `1 hr`, `half an hour`, in minutes. */
export function minutesIn(text: string): number | null {
  if (/\bhalf[- ](?:an? )?hour\b/i.test(text)) return 30;
  const [, amount = '', unit = ''] = pattern.exec(text) ?? [];
  if (amount === '') return /\b(?:an|one) hour\b/i.test(text) ? 60 : null;
  const minutes = Number(amount.replace(',', '.')) * (/^(?:h|std|stunde|hora)/i.test(unit) ? 60 : 1);
  return Number.isInteger(minutes) && minutes >= 5 && minutes <= 720 ? minutes : null;
}

const pattern = /\b(\d{1,3}(?:[.,]5)?)[ -]?(minutes?|mins?|minuten|minutos?|hours?|hrs?|h|stunden?|std|horas?)\b/i;

/** A text without its durations: what remains of `45-minute exam` is the name. */
export const withoutDuration = (text: string): string =>
  text
    .replaceAll(new RegExp(`\\b(?:at|of|in|lasting)?\\s*${pattern.source}(?:\\s+(?:each|long))?`, 'gi'), ' ')
    .replaceAll(/\b(?:half[- ](?:an? )?hour|(?:an|one) hour)\b/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,:-]+|[\s,:-]+$/g, '')
    .trim();

/** Between appointments. */
export const bufferIn = (text: string): number | null => {
  const found =
    /(\d{1,3})[ -]?(?:minutes?|mins?|minuten|minutos?)(?: of)?[ -](?:buffer|gap|break|between|puffer)|buffer of (\d{1,3})/i.exec(
      text,
    );
  const minutes = Number(found?.[1] ?? found?.[2] ?? Number.NaN);
  return minutes >= 1 && minutes <= 240 ? minutes : null;
};

/** The notice a booking needs: `24 hours notice`, `at least a day ahead`. */
export const noticeIn = (text: string): number | null => {
  const found = /\b(\d{1,3})[ -]?(hours?|hrs?|days?)'?(?: of)?[ -](?:notice|ahead|in advance|before|lead time)/i.exec(
    text,
  );
  if (!found || /\b(?:remind|text|sms|email|e-mail|follow)/i.test(text)) return null;
  const hours = Number(found[1]) * (/^d/i.test(found[2] ?? '') ? 24 : 1);
  return hours >= 1 && hours <= 720 ? hours : null;
};

/** `14-day free trial`, `a trial of 7 days`. */
export const trialDaysIn = (text: string): number | null => {
  const found =
    /\b(\d{1,3})[ -]days?(?: free)?[ -]trial\b|\btrial(?: period)?(?: of| for| is| lasts)?:? (\d{1,3}) days?\b/i.exec(
      text,
    );
  const days = Number(found?.[1] ?? found?.[2] ?? Number.NaN);
  return days >= 1 && days <= 365 ? days : null;
};

/** How many may book the same slot. */
export const seatsIn = (text: string): number | null => {
  const found =
    /\b(?:up to|max(?:imum)?(?: of)?|for)\s+(\d{1,3})\s+(?:people|persons|participants|students|members|guests|clients|kids|spots|seats|attendees)|\b(\d{1,3})\s+(?:spots|seats|places|people)\s+(?:per|in each|each)/i.exec(
      text,
    );
  const seats = Number(found?.[1] ?? found?.[2] ?? Number.NaN);
  return seats >= 2 && seats <= 500 ? seats : null;
};
