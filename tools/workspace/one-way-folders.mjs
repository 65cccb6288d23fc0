import { posix } from 'node:path';

/** @typedef {import('./read-workspace.mjs').Workspace} Workspace */
/** @typedef {import('./read-workspace.mjs').Package} Package */

/**
 * The folders of a package's `src` use one another in one direction only: what is nearer to the ground knows nothing of what stands on it.
 *
 * @param {Workspace} workspace
 */
export function oneWayFolders({ packages }) {
  return packages
    .filter(({ manifest }) => manifest.private !== true)
    .flatMap((member) => {
      const circle = findCircle(readUses(member));
      return circle ? [`${member.dir}/src: ${circle.join(' → ')} is a circle of folders`] : [];
    });
}

/**
 * Which folders each folder imports from. Files that stand beside the folders belong to none.
 *
 * @param {Package} member
 */
function readUses({ dir, sources }) {
  /** @type {Map<string, Set<string>>} */
  const uses = new Map();
  for (const { path, imports } of sources) {
    const user = folderOf(path, dir);
    for (const { from } of imports) {
      const used = from.startsWith('.') && folderOf(posix.join(posix.dirname(path), from), dir);
      if (!user || !used || used === user) continue;
      uses.set(user, (uses.get(user) ?? new Set()).add(used));
    }
  }
  return uses;
}

/**
 * @param {string} path
 * @param {string} dir
 */
function folderOf(path, dir) {
  const [folder, file] = posix.relative(`${dir}/src`, path).split('/');
  return file === undefined ? undefined : folder;
}

/** @param {Map<string, Set<string>>} uses */
function findCircle(uses) {
  /** @type {Set<string>} */
  const cleared = new Set();
  /** @type {(folder: string, way: string[]) => string[] | undefined} */
  const follow = (folder, way) => {
    if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder];
    if (cleared.has(folder)) return undefined;
    for (const used of uses.get(folder) ?? []) {
      const circle = follow(used, [...way, folder]);
      if (circle) return circle;
    }
    cleared.add(folder);
    return undefined;
  };
  for (const folder of uses.keys()) {
    const circle = follow(folder, []);
    if (circle) return circle;
  }
  return undefined;
}
