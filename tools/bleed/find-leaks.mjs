/** @typedef {import('./bundlers.mjs').Bundle} Bundle */

/** What belongs to a server: our own packages that hold secrets, what only they use, and what browsers do not have. */
const SERVER_MODULE =
  /(packages\/(server|session|sandbox|cli)\/|@playgate\/(server|session|sandbox|cli)\b|node_modules\/(jose|hono|@hono)\/|(^|[^a-z])node:[a-z_]+|__vite-browser-external)/;
const BUILTIN_IN_CODE = /\b(?:from|import|require)\s*\(?\s*["'`](node:[a-z_/]+)["'`]/g;

/**
 * What a browser bundle holds and must not.
 *
 * @param {Bundle} bundle
 * @param {object} forbidden
 * @param {readonly { text: string, from: string }[]} forbidden.markers Strings that only server code has.
 * @param {string} forbidden.canary A secret.
 * @returns {string[]} One sentence for each leak: what, and who let it in.
 */
export function findLeaks({ code, modules }, { markers, canary }) {
  return [
    ...modules
      .filter(({ id }) => SERVER_MODULE.test(id))
      .map(({ id, importers }) => `module ${id}, imported by ${importers.join(', ') || 'nobody'}`),
    ...[...code.matchAll(BUILTIN_IN_CODE)].map(([, name]) => `an import of ${name}`),
    ...markers
      .filter(({ text }) => code.includes(text))
      .map(({ text, from }) => `"${text}" of ${from}`),
    ...(code.includes(canary) ? [`the canary secret${holders(modules)}`] : []),
  ];
}

/** @param {Bundle['modules']} modules */
function holders(modules) {
  const own = modules.filter(({ id }) => !id.includes('packages/') && !id.includes('\0'));
  return ` in one of ${own.map(({ id }) => id).join(', ')}`;
}
