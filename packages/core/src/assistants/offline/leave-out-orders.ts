/** Sentences that speak to a machine instead of about an account: pasted text may hold them, and nobody asked for what they say. */
export function leaveOutOrders(goal: string): { text: string; isLeftOut: boolean } {
  const sentences = goal.split(/(?<=[.;!?])(?=\s)|(?<=\n)/);
  const kept = sentences.filter((sentence) => !order.test(sentence));
  return { text: kept.join(''), isLeftOut: kept.length < sentences.length };
}

const order =
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous|prior|system)\b|\bsystem prompt\b|\b(?:you are|you're|enter|act as|switch to)\b.{0,30}\b(?:mode|assistant|ai|dan|developer|root|model)\b|\b(?:api key|access token|password|credentials)s?\b.{0,60}\b(?:print|reveal|show|send|output)|\b(?:print|reveal|show|send|output)\b.{0,60}\b(?:api key|access token|password|credentials|your instructions)/i;
