import { isDeepStrictEqual } from 'node:util';

/** @typedef {import('./read-workspace.mjs').Workspace} Workspace */
/** @typedef {import('./read-workspace.mjs').Package} Package */

const SOURCE = 'playgate-source';
/** Workers set `browser` too, so what is theirs comes before it. */
const TRAP_ORDER = ['types', 'workerd', 'edge-light', 'browser', 'default'];
/** Packages that hold secrets. */
const TRAPPED = ['@playgate/server', '@playgate/session', '@playgate/cli'];

/**
 * In a browser bundle every entry of a package that holds secrets is a module that fails the build.
 *
 * @param {Workspace} workspace
 */
export function exportsTrap({ packages }) {
  return packages
    .filter(({ manifest }) => TRAPPED.includes(manifest.name))
    .flatMap(({ dir, manifest }) =>
      ['exports', 'publishConfig.exports'].flatMap((member) =>
        entries(member === 'exports' ? manifest.exports : manifest.publishConfig?.exports).flatMap(
          ([subpath, target]) =>
            trapProblems(target).map(
              (problem) => `${dir}/package.json: ${member} "${subpath}" ${problem}`,
            ),
        ),
      ),
    );
}

/**
 * What is published is what is developed against, without the sources.
 *
 * @param {Workspace} workspace
 */
export function publishedExports({ packages }) {
  return packages
    .filter(({ manifest }) => manifest.private !== true)
    .flatMap((member) => [...sameExports(member), ...sourceTargets(member)]);
}

/** @param {Record<string, unknown>} target */
function trapProblems({ [SOURCE]: source, ...rest }) {
  const problems = [];
  const order = Object.keys(rest);
  if (!isDeepStrictEqual(order, TRAP_ORDER))
    problems.push(`has the conditions ${order.join(', ')}; it needs ${TRAP_ORDER.join(', ')}`);
  if (!isTrap(rest['browser'])) problems.push('does not lead browsers to server-only.js');
  if (source !== undefined && !(isObject(source) && isTrapFirst(source)))
    problems.push(`does not lead browsers to server-only.js under ${SOURCE}`);
  return problems;
}

/** @param {Record<string, unknown>} conditions */
function isTrapFirst(conditions) {
  return Object.keys(conditions)[0] === 'browser' && isTrap(conditions['browser']);
}

/** @param {unknown} target */
function isTrap(target) {
  return typeof target === 'string' && target.endsWith('/server-only.js');
}

/** @param {Package} member */
function sameExports({ dir, manifest }) {
  const expected = Object.fromEntries(
    Object.entries(manifest.exports ?? {}).map(([subpath, target]) => [
      subpath,
      isObject(target) ? without(target) : target,
    ]),
  );
  // The order of conditions decides, and deep equality does not see it.
  return JSON.stringify(expected) === JSON.stringify(manifest.publishConfig?.exports)
    ? []
    : [`${dir}/package.json: publishConfig.exports must be exports without "${SOURCE}"`];
}

/** @param {Package} member */
function sourceTargets({ dir, manifest, files }) {
  const targets = entries(manifest.exports)
    .flatMap(([, { [SOURCE]: source }]) => (isObject(source) ? Object.values(source) : [source]))
    .filter((target) => typeof target === 'string');
  return [...new Set(targets)]
    .map((target) => target.replace('./', `${dir}/`))
    .filter((path) => !files.includes(path))
    .map((path) => `${dir}/package.json: exports name ${path}, which does not exist`);
}

/**
 * The entries that are modules.
 *
 * @param {Record<string, unknown> | undefined} exports
 */
function entries(exports = {}) {
  return Object.entries(exports).flatMap(([subpath, target]) =>
    isObject(target) ? [/** @type {const} */ ([subpath, target])] : [],
  );
}

/** @param {Record<string, unknown>} target */
function without({ [SOURCE]: _source, ...rest }) {
  return rest;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}
