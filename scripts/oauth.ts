import { runRole } from './run-role.ts';

runRole('apps/oauth/src/main.ts');
