import type { KeyObject } from 'node:crypto';
import { randomUUID, sign } from 'node:crypto';

export interface SignedEvent {
  id: string;
  body: string;
  signature: string;
}

/** Events as GHL sends them most: a contact that changed. Signed beforehand, since that is GHL's work. */
export function signedEvents(key: KeyObject, locationId: string): (count: number) => SignedEvent[] {
  return (count) =>
    Array.from({ length: count }, () => {
      const id = randomUUID();
      const body = JSON.stringify({ ...contact, webhookId: id, locationId, timestamp: new Date().toISOString() });
      return { id, body, signature: sign(null, Buffer.from(body), key).toString('base64') };
    });
}

const contact = {
  type: 'ContactUpdate',
  id: 'nmFmQEsNgz6AVpgLVUJ0',
  address1: '3535 1st St N',
  city: 'Ruskin',
  state: 'Alabama',
  companyName: 'Fairweather',
  country: 'US',
  source: 'website',
  dateAdded: '2026-02-03T12:00:00.000Z',
  dateOfBirth: '1990-10-12',
  email: 'jordan@example.com',
  name: 'Jordan Example',
  firstName: 'Jordan',
  lastName: 'Example',
  phone: '+16085550100',
  postalCode: '35061',
  tags: ['lead', 'spring offer', 'newsletter'],
  customFields: Array.from({ length: 8 }, (_, index) => ({
    id: `field${index}-BcdmQEsNgz6AVpgLVUJ0`,
    value: `value ${index}`,
  })),
};
