import { Link } from '@tanstack/react-router';

interface AccountLinkProps {
  account: { id: string; name: string };
  className?: string;
}

/** The name of an account in a row, which leads to its page. */
export const AccountLink = ({ account: { id, name }, className = '' }: AccountLinkProps) => (
  <Link
    to="/accounts/$locationId"
    params={{ locationId: id }}
    dir="auto"
    className={`font-medium hover:underline ${className}`}
  >
    {name}
  </Link>
);
