export { createFakeGroundwork, type FakeCall, type FakeGroundwork, type Programme } from './create-fake-groundwork.ts';
export { eventsOf } from './events-of.ts';
export { pagesOf } from './pages-of.ts';
