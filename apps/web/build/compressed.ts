import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** One better costs each first start two seconds, for a fiftieth of the bytes. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const worth = /\.(js|css|svg)$/;

/** Beside each file that is sent as it is: the same by brotli and by gzip, so that the API compresses none of it at a request. */
export const compressed: Plugin = {
  name: 'compressed',
  async writeBundle({ dir = '' }) {
    const names = await readdir(dir, { recursive: true });
    const compress = async (path: string) => {
      const content = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content, brotli));
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
    };
    await Promise.all(names.filter((name) => worth.test(name)).map((name) => compress(join(dir, name))));
  },
};
