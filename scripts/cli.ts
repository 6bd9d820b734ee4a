// npm runs scripts in the clone's folder; files are named from where the command was typed.
process.chdir(process.env['INIT_CWD'] ?? process.cwd());
await import('../packages/sdk/src/cli/main.ts');
