import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** Shorter strings turn up anywhere. */
const MIN_LENGTH = 14;

/**
 * The strings that the built code of a package has and that no source of the browser packages has, nor of what they depend on: where one
 * turns up, so has the package.
 *
 * @param {string} root
 * @param {string} name A folder of `packages`.
 * @param {readonly string[]} browserPackages
 * @returns {{ text: string, from: string }[]}
 */
export function serverMarkers(root, name, browserPackages) {
  const innocent = browserPackages
    .flatMap((other) => [
      textOf(join(root, 'packages', other, 'src')),
      ...foreignDependencies(join(root, 'packages', other)).map(textOf),
    ])
    .join('\n');
  const built = files(join(root, 'packages', name, 'dist')).filter((path) => path.endsWith('.js'));
  const found = new Set(built.flatMap((path) => literals(path)));
  return [...found]
    .filter((text) => text.length >= MIN_LENGTH && !innocent.includes(text))
    .map((text) => ({ text, from: `packages/${name}` }));
}

/**
 * Where the packages of others lie that a browser package brings into the bundle.
 *
 * @param {string} folder
 */
function foreignDependencies(folder) {
  /** @type {{ dependencies?: Record<string, string> }} */
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys(dependencies)
    .filter((name) => !name.startsWith('@playgate/'))
    .map((name) => join(folder, 'node_modules', name));
}

/** @param {string} path */
function literals(path) {
  const text = readFileSync(path, 'utf8');
  /** @type {string[]} */
  const found = [];
  JSON.stringify(parseSync(path, text).program, (_key, node) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') found.push(node.value);
    if (node?.type === 'TemplateElement') found.push(node.value.raw);
    return node;
  });
  // What has a quote or a line break is written differently by each bundler.
  return found.filter((value) => /^[\w .,:;/()=-]+$/.test(value) && /[a-z]/i.test(value));
}

/** @param {string} folder */
function textOf(folder) {
  return files(folder)
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

/** @param {string} folder */
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
