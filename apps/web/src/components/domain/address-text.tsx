import { Fragment } from 'react';

/** `customField.insurance_provider`, which on a narrow screen breaks between its words. */
export const AddressText = ({ address }: { address: string }) =>
  address.split(/(?<=[._])/).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {piece}
    </Fragment>
  ));
