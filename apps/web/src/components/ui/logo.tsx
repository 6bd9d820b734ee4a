/** Three layers: what holds the house. */
export const Logo = ({ className = 'size-6' }: { className?: string }) => (
  <svg
    aria-hidden
    viewBox="0 0 24 24"
    className={className}
    fill="none"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path className="stroke-text" d="m3 8 9-4.5L21 8l-9 4.5z" />
    <path className="stroke-accent" d="m3 12.5 9 4.5 9-4.5" />
    <path className="stroke-accent/60" d="m3 16.8 9 4.5 9-4.5" />
  </svg>
);
