import { runRole } from './run-role.ts';
import { say } from './terminal.ts';
import { ensureWebBuild } from './web-build.ts';

await ensureWebBuild(say);
runRole('apps/server/src/api.ts');
