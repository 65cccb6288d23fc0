import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

/**
 * Packs every public package as it would be published.
 *
 * @param {string} folder
 * @returns {Promise<string[]>} The tarballs.
 */
export async function packPackages(folder) {
  mkdirSync(folder);
  const dirs = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  await Promise.all(
    dirs.filter(isPublic).map(async (cwd) => {
      const packed = await run('pnpm', ['pack', '--pack-destination', folder], {
        cwd,
        quiet: true,
      });
      if (packed.code !== 0) throw new Error(`${cwd} cannot be packed`);
    }),
  );
  return readdirSync(folder).map((file) => join(folder, file));
}

/** @param {string} dir */
function isPublic(dir) {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')).private !== true;
}
