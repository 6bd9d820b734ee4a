import { Fragment } from 'react';

/** `customField.insurance_provider`, `calendar.visit["Exam"]`: on a narrow screen they break between their words. */
export const AddressText = ({ address }: { address: string }) =>
  address.split(/(?<=[._])|(?=\[)/).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {piece}
    </Fragment>
  ));
