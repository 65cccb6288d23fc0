import type { ApiPath } from '../../api/vendor-api.ts';
import { ServerError } from '../../server-error.ts';
import type { CatchTheShowPaths } from '../paths.ts';
import type { FieldTree } from './field-tree.ts';
import { readFieldTree } from './field-tree.ts';
import type { RelayedCall } from './relay-options.ts';

/** A call that may pass, ready to be compared with what is asked. */
export interface Route {
  readonly name: string;
  readonly method: RelayedCall['method'];
  readonly steps: readonly Step[];
  /** The path with `{}` for each id. */
  readonly pattern: string;
  readonly query: readonly string[];
  readonly body: readonly string[];
  readonly answer: FieldTree;
}

/** A piece of a path: a word that must be there, or the name of an id. */
type Step = { readonly word: string } | { readonly id: string };

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** The methods whose calls have a body. */
export const WITH_BODY: readonly string[] = ['POST', 'PUT', 'PATCH'];
const WORD = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/;
const ID_NAME = /^\{([A-Za-z]\w{0,31})\}$/;
const ID = /^[A-Za-z0-9_-]{1,128}$/;
const FIELD = /^[A-Za-z0-9_.-]{1,64}$/;

/** @throws {ServerError} `config`, naming the call. */
export function readRoutes(
  calls: Readonly<Record<string, RelayedCall>>,
  paths: CatchTheShowPaths,
): readonly Route[] {
  const routes = Object.entries(calls ?? {}).map(([name, call]) => readRoute(name, call, paths));
  if (routes.length === 0)
    throw new ServerError('config', 'calls must name at least one call that may pass.');
  return routes;
}

function readRoute(name: string, call: RelayedCall, paths: CatchTheShowPaths): Route {
  const { method, path, query = [], body = [], answer = [] } = call;
  const wrong = (what: string): ServerError => new ServerError('config', `calls.${name}.${what}`);
  if (!METHODS.includes(method)) throw wrong(`method must be one of ${METHODS.join(', ')}.`);
  if (body.length > 0 && !WITH_BODY.includes(method)) throw wrong(`body cannot go with ${method}.`);
  if (![...query, ...body].every((field) => FIELD.test(field)))
    throw wrong('query and body must hold plain names.');
  const steps = String(path).split('/').slice(1).map(readStep);
  const known = steps.filter((step) => step !== undefined);
  if (!String(path).startsWith('/') || known.length !== steps.length)
    throw wrong('path must be a plain path with ids in braces, such as /videos/{id}.');
  if ([paths.keys, paths.accessTokens].some((own) => mayLeadTo(own, known)))
    throw wrong(
      'path leads to keys or access tokens. A page gets passes; make the rest on the server.',
    );
  return {
    ...{ name, method, query, body, steps: known },
    pattern: known.map((step) => ('word' in step ? `/${step.word}` : '/{}')).join(''),
    answer: readFieldTree(answer, `calls.${name}.answer`),
  };
}

function readStep(text: string): Step | undefined {
  const [, id] = ID_NAME.exec(text) ?? [];
  if (id !== undefined) return { id };
  return WORD.test(text) ? { word: text } : undefined;
}

/** An id stands for any word, and the vendor may not tell `/Keys` from `/keys`. */
function mayLeadTo(own: string, steps: readonly Step[]): boolean {
  const words = own.toLowerCase().split('/').slice(1);
  return words.every((word, i) => {
    const step = steps[i];
    return step !== undefined && ('id' in step || step.word.toLowerCase() === word);
  });
}

/** A route and what stands in its path. */
export interface RouteMatch {
  readonly route: Route;
  readonly ids: Readonly<Record<string, string>>;
  /** Made of the route's own words and of ids, so it leads nowhere else. */
  readonly path: ApiPath;
}

/** All routes with that path, whatever their method. The path is compared as it is spelled: what is escaped matches nothing. */
export function matchRoutes(routes: readonly Route[], path: string): readonly RouteMatch[] {
  const asked = path.split('/').slice(1);
  return routes.flatMap((route) => {
    const ids = path.startsWith('/') ? idsIn(route, asked) : undefined;
    return ids === undefined
      ? []
      : [{ route, ids, path: { text: `/${asked.join('/')}`, pattern: route.pattern } }];
  });
}

function idsIn(
  { steps }: Route,
  asked: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (steps.length !== asked.length) return undefined;
  const pairs = steps.map((step, i) => {
    const text = asked[i] ?? '';
    if ('word' in step) return step.word === text ? [] : undefined;
    return ID.test(text) ? [[step.id, text] as const] : undefined;
  });
  const found = pairs.filter((pair) => pair !== undefined);
  return found.length === pairs.length ? Object.fromEntries(found.flat()) : undefined;
}
