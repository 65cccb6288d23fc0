import fc from 'fast-check';
import { epochMs } from '../../src/epoch-ms.ts';
import type {
  PlaybackPass,
  PassRule,
  Placement,
  RefusalAction,
  RequestKind,
} from '../../src/pass.ts';
import type { Interaction, Problem, ProblemCode } from '../../src/problem.ts';

const text = (most: number): fc.Arbitrary<string> =>
  fc
    .string({ minLength: 1, maxLength: most })
    .map((one) => one.replaceAll(/[\u0000-\u001f\u007f]/g, '-'));
const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][\w.-]{0,10}$/),
  fc.constantFrom('__proto__', 'constructor'),
);
/** Whole seconds survive the way over the wire exactly. */
const seconds = fc.integer({ min: 1, max: 4e9 });

const placement: fc.Arbitrary<Placement> = fc.oneof(
  fc.record({
    kind: fc.constant('header' as const),
    name: fc.constantFrom('Authorization', 'BCOV-Auth', 'DPoP', 'X-Media-Key'),
    value: fc.stringMatching(/^[!-~][ -~]{0,30}$/),
  }),
  fc.record({
    kind: fc.constant('query' as const),
    params: fc.dictionary(name, fc.stringMatching(/^[\w.~%[\]"-]{0,12}$/), { maxKeys: 4 }),
  }),
  fc.constantFrom<Placement>({ kind: 'cookie' }, { kind: 'none' }),
);

const rule: fc.Arbitrary<PassRule> = fc
  .record(
    {
      urls: fc.array(
        fc.constantFrom(
          'https://cdn.example',
          'https://cdn.example/a/',
          'https://*.cdn.example/',
          'http://localhost:1/',
        ),
        { maxLength: 3 },
      ),
      kinds: fc.array(fc.constantFrom<RequestKind>('manifest', 'segment', 'key')),
      place: fc.array(placement, { maxLength: 3 }),
      refusals: fc.dictionary(
        fc.integer({ min: 100, max: 599 }).map(String),
        fc.constantFrom<RefusalAction>('renew', 'reload', 'deny', 'retry'),
        { noNullPrototype: true },
      ),
      redirects: fc.constant('never' as const),
    },
    { requiredKeys: ['urls', 'place'], noNullPrototype: true },
  )
  .map(({ urls, kinds, ...rest }) => ({ match: { urls, ...(kinds && { kinds }) }, ...rest }));

/** Any pass that is valid. */
export const anyPass: fc.Arbitrary<PlaybackPass> = fc
  .record(
    {
      id: text(20),
      subject: text(20),
      mode: fc.constantFrom('renewable' as const, 'single-use' as const),
      issued: seconds,
      life: seconds,
      rules: fc.array(rule, { maxLength: 4 }),
      source: fc.record(
        {
          src: text(40),
          type: text(20),
          keySystems: fc.dictionary(name, fc.jsonValue(), { noNullPrototype: true }),
        },
        { requiredKeys: ['src'], noNullPrototype: true },
      ),
    },
    { requiredKeys: ['mode', 'rules'], noNullPrototype: true },
  )
  .map(({ issued, life, ...rest }) => ({
    version: 1,
    ...rest,
    ...(issued !== undefined && { issuedAt: epochMs(issued * 1000) }),
    ...(life !== undefined && { lifetimeMs: life * 1000 }),
  }));

const interaction: fc.Arbitrary<Interaction> = fc.record(
  {
    entryUrl: fc.constantFrom('https://app.example/enter?a=b', 'http://127.0.0.1:4600/enter'),
    returnUrl: fc.constant('https://app.example/return'),
    params: fc.dictionary(name, text(10), { maxKeys: 3 }),
    returnParam: fc.constant('back'),
    message: text(30),
    buttonCaption: text(10),
    width: fc.integer({ min: 1, max: 10_000 }),
    height: fc.integer({ min: 1, max: 10_000 }),
  },
  { requiredKeys: ['entryUrl', 'returnUrl'], noNullPrototype: true },
);

/** Any problem that is valid. */
export const anyProblem: fc.Arbitrary<Problem> = fc
  .record(
    {
      code: fc.constantFrom<ProblemCode>(
        'interaction_required',
        'forbidden',
        'rate_limited',
        'server_error',
      ),
      status: fc.integer({ min: 400, max: 599 }),
      title: text(40),
      retryAfterMs: fc.nat(1_000_000).map((s) => s * 1000),
      correlationId: text(20),
      interaction,
    },
    { requiredKeys: ['code', 'status', 'title', 'interaction'], noNullPrototype: true },
  )
  .map(({ interaction: how, ...rest }) => ({
    ...rest,
    ...(rest.code === 'interaction_required' && { interaction: how }),
  }));

/** Puts anything anywhere in a JSON value: replaces, removes or adds a member. */
export function mutated(json: unknown, path: readonly number[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof json !== 'object' || json === null) return by;
  const entries = Object.entries(json);
  const at = step % (entries.length + 1);
  const [key, value]: [string, unknown] = entries[at] ?? ['added', undefined];
  const next: [string, unknown] = [key, mutated(value, rest, by)];
  if (Array.isArray(json))
    return json.length === 0 ? [next[1]] : json.with(at % json.length, next[1]);
  return Object.fromEntries([...entries.filter(([other]) => other !== key), next]);
}
