import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where a folder of files lies that comes with this package: beside the built code, or above the sources. */
export function assetDirectory(name: 'film' | 'pages'): string {
  const built = fileURLToPath(new URL(`./${name}/`, import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL(`../${name}/`, import.meta.url));
}
