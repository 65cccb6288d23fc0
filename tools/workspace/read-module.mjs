import { parseSync } from 'vite';

/**
 * @typedef {object} Import
 * @property {string} from The specifier, as written.
 * @property {boolean} dynamic
 * @property {boolean} typeOnly Whether nothing of it is left when the types are stripped.
 *
 * @typedef {object} Module
 * @property {Import[]} imports `export … from` included.
 * @property {boolean} exportsStar
 * @property {boolean} exportsDefault
 */

/**
 * Reads what a module imports and exports, from its syntax tree: text in comments and strings does not count.
 *
 * @param {{ path: string, text: string }} file
 * @returns {Module}
 */
export function readModule({ path, text }) {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  return {
    imports: [
      ...module.staticImports.map(({ moduleRequest, entries }) => ({
        from: moduleRequest.value,
        dynamic: false,
        typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
      })),
      ...exported.flatMap(({ moduleRequest, isType }) =>
        moduleRequest === null
          ? []
          : [{ from: moduleRequest.value, dynamic: false, typeOnly: isType }],
      ),
      ...module.dynamicImports.map(({ moduleRequest }) => ({
        from: text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
        dynamic: true,
        typeOnly: false,
      })),
    ],
    exportsStar: exported.some(
      ({ importName, exportName }) => /^All/.test(importName.kind) && exportName.kind !== 'Name',
    ),
    exportsDefault: exported.some(
      ({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default',
    ),
  };
}
