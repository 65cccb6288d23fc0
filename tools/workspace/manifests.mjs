import { isDeepStrictEqual } from 'node:util';

/** @typedef {import('./read-workspace.mjs').Workspace} Workspace */
/** @typedef {import('./read-workspace.mjs').Package} Package */

const EXACT = /^(npm:(@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
const RUN_AT_INSTALL = [
  'preinstall',
  'install',
  'postinstall',
  'preprepare',
  'prepare',
  'postprepare',
];

/**
 * Nothing of ours runs when somebody installs it.
 *
 * @param {Workspace} workspace
 */
export function noInstallScripts({ manifest, packages }) {
  return [{ dir: '.', manifest }, ...packages].flatMap(({ dir, manifest: { scripts = {} } }) =>
    RUN_AT_INSTALL.filter((name) => name in scripts).map(
      (name) => `${dir}/package.json: has the script "${name}", which would run at every install`,
    ),
  );
}

/**
 * A public package says what it is, ships `dist` only and has a README. All have the root's version, and the changelog tells of it.
 *
 * @param {Workspace} workspace
 */
export function completeManifests({ manifest: { version }, packages, texts }) {
  const problems = packages
    .filter(({ manifest }) => manifest.private !== true)
    .flatMap((member) =>
      missing(member, version).map((what) => `${member.dir}/package.json: ${what}`),
    );
  const licence = texts.some(({ path }) => path === 'LICENSE');
  const changelog = texts.find(({ path }) => path === 'CHANGELOG.md')?.text ?? '';
  return [
    ...problems,
    ...(licence ? [] : ['LICENSE: is missing, and every package ships it']),
    ...(changelog.includes(`\n## ${version}\n`) ? [] : [`CHANGELOG.md: has no "## ${version}"`]),
  ];
}

/**
 * @param {Package} member
 * @param {string | undefined} version The root's.
 */
function missing({ dir, manifest, files }, version) {
  /** @type {[boolean, string][]} */
  const demands = [
    [manifest.license === 'MIT', 'license must be MIT'],
    [manifest.version === version, `version must be the root's, ${version}`],
    [(manifest.description ?? '') !== '', 'needs a description'],
    [manifest.type === 'module', 'type must be module'],
    [isDeepStrictEqual(manifest.files, ['dist']), "files must be ['dist']"],
    [manifest.sideEffects !== undefined, 'must say which files have side effects'],
    [manifest.publishConfig?.access === 'public', 'publishConfig.access must be public'],
    [files.includes(`${dir}/README.md`), 'needs a README.md beside it'],
  ];
  return demands.flatMap(([holds, what]) => (holds ? [] : [what]));
}

/**
 * Each version is chosen once, exactly: in the catalog, or in the root's manifest.
 *
 * @param {Workspace} workspace
 */
export function pinnedVersions({ manifest, packages, catalog }) {
  return [
    ...inexact('pnpm-workspace.yaml', catalog),
    ...inexact('package.json', { ...manifest.dependencies, ...manifest.devDependencies }),
    ...packages.flatMap(({ dir, manifest: { dependencies, devDependencies } }) =>
      Object.entries({ ...dependencies, ...devDependencies })
        .filter(([name, range]) => !isPinned(name, range, catalog))
        .map(
          ([name, range]) =>
            `${dir}/package.json: ${name} is "${range}"; ` +
            (name.startsWith('@playgate/') ? 'use "workspace:^"' : 'use "catalog:"'),
        ),
    ),
  ];
}

/**
 * @param {string} file
 * @param {Record<string, string>} versions
 */
function inexact(file, versions) {
  return Object.entries(versions)
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${file}: ${name} is "${version}"; give an exact version`);
}

/**
 * @param {string} name
 * @param {string} range
 * @param {Record<string, string>} catalog
 */
function isPinned(name, range, catalog) {
  return name.startsWith('@playgate/')
    ? range === 'workspace:^'
    : range === 'catalog:' && name in catalog;
}

/**
 * TypeScript builds along the same arrows: a reference for each dependency, and one from the root for each package.
 *
 * @param {Workspace} workspace
 */
export function projectReferences({ references, packages }) {
  return packages
    .filter(({ files, dir }) => files.includes(`${dir}/tsconfig.json`))
    .flatMap((member) => {
      const { dir, manifest } = member;
      const shipped = { ...manifest.dependencies, ...manifest.peerDependencies };
      const wanted = packages
        .filter(({ manifest: { name, private: app } }) => name in shipped && app !== true)
        .filter(() => manifest.private !== true)
        .map((dependency) => dependency.dir);
      return [
        ...(references.some((path) => path === dir || path.startsWith(`${dir}/`))
          ? []
          : [`tsconfig.json: does not refer to ${dir}`]),
        ...wanted
          .filter((path) => !member.references.includes(path))
          .map((path) => `${dir}/tsconfig.json: does not refer to ${path}`),
      ];
    });
}
