/** Where a blueprint written by hand starts: small, valid, and showing one of each thing. */
export const blankBlueprint = `groundwork: 1
name: My blueprint
description: What every new client account starts with.

variables:
  business_name:
    type: string
    description: The business as its customers know it

resources:
  tag:
    new_lead: { name: new lead }

  customField:
    referral_source:
      name: Referral source
      model: contact
      dataType: TEXT

  customValue:
    business_name: { name: Business name, value: "\${var.business_name}" }
`;
