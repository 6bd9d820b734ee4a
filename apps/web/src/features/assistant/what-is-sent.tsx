import { Card, CardTitle } from '../../components/ui/card.tsx';

/** What leaves Groundwork for the provider of the language model, and what never does. */
export const WhatIsSent = () => (
  <section className="space-y-2">
    <CardTitle>What the language model gets</CardTitle>
    <Card className="grid gap-4 p-4 text-sm sm:grid-cols-2">
      <div>
        <p className="font-medium">Sent</p>
        <ul className="mt-1 list-disc space-y-1 pl-5 text-muted">
          <li>What you ask, and the blueprint in the editor</li>
          <li>For the description of a plan: what it would change</li>
          <li>
            E-mail addresses, phone numbers, keys and the like as placeholders, where their form tells what they are
          </li>
          <li>Names of your accounts and members as placeholders, where they have two words or more</li>
        </ul>
      </div>
      <div>
        <p className="font-medium">Never sent</p>
        <ul className="mt-1 list-disc space-y-1 pl-5 text-muted">
          <li>Any access to GoHighLevel, and the values kept for your accounts</li>
          <li>Contacts, conversations or anything else of your clients’ customers</li>
          <li>Who of you asks, and your members’ addresses</li>
        </ul>
      </div>
      <p className="text-muted sm:col-span-2">
        It writes texts and can do nothing else: it saves nothing, applies nothing and approves nothing.
      </p>
    </Card>
  </section>
);
