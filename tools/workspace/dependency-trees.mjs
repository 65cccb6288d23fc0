/** @typedef {import('./read-workspace.mjs').Workspace} Workspace */
/** @typedef {import('./read-workspace.mjs').Lockfile} Lockfile */

/** Everything of others that an install of each package brings along, peers aside. A new name here is a decision, not an accident. */
const ALLOWED = /** @type {Record<string, string[]>} */ ({
  '@playgate/protocol': [],
  '@playgate/client': [],
  '@playgate/oauth': ['oauth4webapi'],
  '@playgate/videojs': [],
  '@playgate/engines': [],
  '@playgate/react': [],
  '@playgate/server': ['jose', 'oauth4webapi'],
  '@playgate/session': ['jose', 'oauth4webapi'],
  '@playgate/cli': [],
  '@playgate/sandbox': ['hono', '@hono/node-server', 'jose', 'oidc-provider'],
});

/** Taken with whatever they bring along: of an authorization server that runs on developers' machines alone. */
const TAKEN_WHOLE = ['oidc-provider'];

/**
 * The lockfile is there and brings each public package nothing but what it may have.
 *
 * @param {Workspace} workspace
 */
export function dependencyTrees({ packages, lockfile }) {
  if (lockfile === undefined) return ['pnpm-lock.yaml: is missing; commit it'];
  return packages
    .filter(({ manifest }) => manifest.private !== true)
    .flatMap(({ dir, manifest }) => {
      const allowed = ALLOWED[manifest.name] ?? [];
      const tree = closure(lockfile, dir, Object.keys(manifest.dependencies ?? {}));
      return [...tree]
        .filter((name) => !allowed.includes(name))
        .map((name) => `${dir}/package.json: brings along ${name}, which is not on its list`);
    });
}

/**
 * @param {Lockfile} lockfile
 * @param {string} dir
 * @param {string[]} names
 */
function closure({ importers, snapshots }, dir, names) {
  /** @type {Set<string>} */
  const found = new Set();
  const queue = names.flatMap((name) => {
    const version = importers[dir]?.dependencies?.[name]?.version;
    if (version === undefined) return [{ name, version: 'unlocked' }];
    // Ours are looked at by themselves.
    return version.startsWith('link:') ? [] : [{ name, version }];
  });
  for (const { name, version } of queue) {
    if (found.has(name)) continue;
    found.add(name);
    if (TAKEN_WHOLE.includes(name)) continue;
    const { dependencies, optionalDependencies } = snapshots[`${name}@${version}`] ?? {};
    for (const [next, nextVersion] of Object.entries({ ...dependencies, ...optionalDependencies }))
      queue.push({ name: next, version: nextVersion });
  }
  return found;
}
