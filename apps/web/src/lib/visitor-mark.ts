/** In a document that was asked for without a session. The server puts it there, on pages that need one; the dev server does not. */
export const visitorMark = (): Element | null => document.querySelector('meta[name=session][content=none]');
