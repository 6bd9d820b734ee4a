import { readFileSync, writeFileSync } from 'node:fs';
import { openInstance } from '../test/open-instance.ts';
import { presentContract } from './present-contract.ts';
import { recordOutputs } from './record-outputs.ts';

/** Run once a release, and kept: what the servers after it have to hold. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const name = `${version.split('.').slice(0, 2).join('.')}.json`;
const open = await openInstance();
try {
  const contract = presentContract(version, await recordOutputs(open));
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(contract, null, 1)}\n`);
} finally {
  await open.instance.stop();
}
