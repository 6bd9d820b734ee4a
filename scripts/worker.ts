import { runRole } from './run-role.ts';

runRole('apps/server/src/worker.ts');
