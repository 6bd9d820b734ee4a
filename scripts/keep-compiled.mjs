import { flushCompileCache } from 'node:module';

// Node writes what it has compiled when a process ends, and hears no signal meanwhile: without this the first Ctrl-C of a
// clone takes seconds. A role has started by then; what is written once is not written again.
setTimeout(() => flushCompileCache(), 10_000).unref();
