import { notifyManager } from '@tanstack/react-query';
import { createFeed, type Feed } from './create-feed.ts';
import { createSharedFeed } from './create-shared-feed.ts';
import { createOpenStream } from './open-stream.ts';

/** The feed of this page. Who is signed in is asked when first something is followed: nobody shares a stream with another person. */
export function openFeed(personId: () => string | undefined, onUnauthorized: () => void): Feed {
  // Its own way is a timer, which the frame that the news came with does not wait for.
  notifyManager.setScheduler(queueMicrotask);
  const feed = createSharedFeed({
    connect: (onBroken) => {
      if (typeof SharedWorker === 'undefined') return null;
      const worker = new SharedWorker(new URL('./feed-worker.ts', import.meta.url), {
        type: 'module',
        name: `feed of ${personId() ?? 'nobody'}`,
      });
      worker.addEventListener('error', onBroken);
      return worker.port;
    },
    createOwn: () => createFeed(createOpenStream(onUnauthorized)),
    onUnauthorized,
    schedule: (tell) => onceDrawn(() => notifyManager.batch(tell)),
  });
  window.addEventListener('online', () => feed.retryNow());
  window.addEventListener('pagehide', () => feed.pageHidden());
  window.addEventListener('pageshow', () => feed.pageShown());
  return feed;
}

/** With the next frame. A page that nobody sees has none: seldom then, and when somebody comes back to it. */
function onceDrawn(work: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', once);
    work();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, document.hidden ? unseenMs : 100);
  document.addEventListener('visibilitychange', once);
}

const unseenMs = 5_000;
