import type { Command } from 'commander';
import type { Open } from '../session/open.ts';

export function addWhoami(program: Command, open: Open): void {
  program
    .command('whoami')
    .description('show who is signed in, where, and as what')
    .action(async (_flags: object, command: Command) => {
      const cli = open(command);
      const { url, profile, keyFrom } = cli.settings;
      const me = await cli.groundwork.me();
      const data = { url, profile, keyFrom, agency: me.agency, user: me.user, apiKey: me.apiKey, sandbox: me.sandbox };
      cli.print(data, ({ agency, user, apiKey, sandbox }, { bold, dim }) =>
        [
          `${bold(user.name)} <${user.email}>, ${apiKey?.role ?? user.role} of ${bold(agency.name)}${sandbox ? ' (sandbox)' : ''}`,
          dim(
            `${url}, key "${apiKey?.name ?? '-'}" of ${keyFrom === 'environment' ? 'GROUNDWORK_API_KEY' : `profile ${profile}`}`,
          ),
        ].join('\n'),
      );
    });
}
