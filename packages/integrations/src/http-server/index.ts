export { type Drain, drainConnections } from './drain-connections.ts';
export { hideSecrets } from './hide-secrets.ts';
