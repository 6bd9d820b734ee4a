import { createHash } from 'node:crypto';

export interface Page {
  status: number;
  title: string;
  /** Our own words alone: nothing a request brought is ever shown. */
  text: string;
  link?: { href: string; label: string };
}

export const renderPage = ({ title, text, link }: Page): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Groundwork</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
${link === undefined ? '' : `<p><a href="${escape(link.href)}">${link.label}</a></p>`}
</main>
</body>
</html>
`;

const style = `
:root { color-scheme: light dark; font: 1.0625rem/1.6 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText }
main { max-width: 34rem; padding: 2rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem }
p { margin: 0 0 1rem }
a { color: LinkText }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 3px; border-radius: 2px }
`;

/** For the Content-Security-Policy: this one style, nothing else. */
export const pageStyleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const again = 'Go back to Groundwork and sign in again.';

export const pages = {
  badLink: { status: 400, title: 'This link is not complete', text: `Groundwork did not make this link. ${again}` },
  unknownState: {
    status: 400,
    title: 'This sign-in is not known here',
    text: `It was not started from Groundwork, or too long ago. Nothing was changed. ${again}`,
  },
  usedState: { status: 400, title: 'This sign-in has already been used', text: `A sign-in works once. ${again}` },
  otherBrowser: {
    status: 400,
    title: 'This sign-in was started in another browser',
    text: `Or this browser does not keep cookies for Groundwork. Nothing was changed. ${again}`,
  },
  notInstalled: {
    status: 400,
    title: 'Groundwork was not installed',
    text: 'GoHighLevel ended the installation without a result. Nothing was changed. Start it again from GoHighLevel.',
  },
  codeRefused: {
    status: 400,
    title: 'GoHighLevel did not accept this installation',
    text: 'Its code has been used or has expired. Start the installation again from GoHighLevel.',
  },
  unavailable: {
    status: 503,
    title: 'GoHighLevel does not answer',
    text: 'The installation could not be finished. Start it again from GoHighLevel in a few minutes.',
  },
  installed: {
    status: 200,
    title: 'Installed',
    text: 'Groundwork is installed. Open Groundwork and sign in with GoHighLevel to go on.',
  },
  tooMany: { status: 429, title: 'Too many attempts', text: 'Wait a minute, then try again.' },
  failed: {
    status: 500,
    title: 'Something went wrong here',
    text: 'The fault is ours and has been noted. Try again in a minute.',
  },
} as const satisfies Record<string, Page>;
