export { type Drain, drainConnections } from './drain-connections.ts';
