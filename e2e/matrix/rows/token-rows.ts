import type { AskFault } from './client-row.ts';
import type { Range } from '../harness/proof.ts';
import type { TokenRow } from './token-row.ts';

/** Until the caller's patience is at its end. */
const PATIENCE: Range = [15_000, 15_000];
const ONCE: Range = [1, 1];
const TWICE: Range = [2, 2];
/** The longest pause between tries while somebody waits. */
const NEXT_TRY_MS = 3000;

type Part<Name extends keyof TokenRow> = Pick<TokenRow, Name>;
type Course = Part<'tookMs' | 'recoversInMs' | 'asks' | 'asksInAMinute' | 'renewals'>;

/** Tried again and again, 250 ms to 3 s apart, for as long as somebody waits. */
const TRIED_AGAIN: Course & Part<'phase'> = {
  ...{ phase: 'network', recoversInMs: NEXT_TRY_MS, tookMs: PATIENCE },
  ...{ asks: [6, 16], asksInAMinute: [20, 60], renewals: [2, 8] },
};
/** Not tried again before the server's own time. */
const triedIn = (recoversInMs: number): Course & Part<'phase'> => ({
  ...{ phase: 'network', recoversInMs, tookMs: PATIENCE },
  ...{ asks: ONCE, asksInAMinute: ONCE, renewals: ONCE },
});
/** Two tries of ten seconds in the caller's patience. */
const TIMES_OUT: Course & Part<'phase' | 'code'> = {
  ...{ code: 'timeout', phase: 'network', tookMs: PATIENCE, recoversInMs: 13_000 },
  ...{ asks: TWICE, asksInAMinute: [4, 6], renewals: [1, 2] },
};
/** Asked once, and not again by itself. */
const FINAL: Course = {
  ...{ tookMs: [0, 0], recoversInMs: 'final' },
  ...{ asks: ONCE, asksInAMinute: ONCE, renewals: ONCE },
};
/** Asked once more, in case it was a slip. */
const INVALID: Course & Part<'phase' | 'code'> = {
  ...{ code: 'invalid_response', phase: 'denied', tookMs: [250, 500], recoversInMs: 'final' },
  ...{ asks: TWICE, asksInAMinute: TWICE, renewals: TWICE },
};
const LOST: Course & Part<'phase' | 'code' | 'hasCause'> = {
  ...{ code: 'network', hasCause: true },
  ...TRIED_AGAIN,
};

const body =
  (text: string): AskFault =>
  () => ({ action: 'status', status: 200, body: text });
const status =
  (code: number, retryAfter?: string | number): AskFault =>
  () => ({ action: 'status', status: code, ...(retryAfter !== undefined && { retryAfter }) });
const passWith = (members: object): string =>
  JSON.stringify({ version: 1, expires_in: 60, rules: [], ...members });
const inTenSeconds = (): string => new Date(Date.now() + 10_000).toUTCString();

const NO_PASSES = {
  'no rules': '{"version":1,"expires_in":60}',
  'rules that are a number': '{"version":1,"expires_in":60,"rules":7}',
  'no version': '{"expires_in":60,"rules":[]}',
  'expires_in 0': passWith({ expires_in: 0 }),
  'expires_in −1': passWith({ expires_in: -1 }),
  'expires_in 1e12': passWith({ expires_in: 1e12 }),
  'expires_in 1e400': '{"version":1,"expires_in":1e400,"rules":[]}',
  'expires_in as a text': passWith({ expires_in: '60' }),
};

/** Answers, and the lack of them, that an endpoint gives; the numbers are those of the requirements. */
export const TOKEN_ROWS: readonly TokenRow[] = [
  {
    ...{ id: 'T1', title: 'The endpoint answers 401', fault: status(401) },
    ...{ code: 'unauthenticated', phase: 'signed-out', ...FINAL },
  },
  {
    ...{ id: 'T2', title: 'The endpoint answers 403', fault: status(403) },
    ...{ code: 'forbidden', phase: 'denied', ...FINAL },
  },
  {
    ...{ id: 'T3 seconds', title: '429 with Retry-After: 3', fault: status(429, 3) },
    ...{ code: 'rate_limited', phase: 'network', tookMs: PATIENCE, recoversInMs: 6000 },
    ...{ asks: [5, 6], asksInAMinute: [17, 21], renewals: [2, 5] },
  },
  {
    ...{ id: 'T3 date', title: '429 with Retry-After: a date 10 s ahead' },
    fault: (stage) => status(429, inTenSeconds())(stage),
    ...{ code: 'rate_limited', phase: 'network', tookMs: PATIENCE, recoversInMs: 10_000 },
    ...{ asks: TWICE, asksInAMinute: [6, 7], renewals: [1, 2] },
  },
  ...[undefined, 'soon', -1].map((retryAfter): TokenRow => ({
    id: `T4 ${retryAfter ?? 'none'}`,
    title: `429 with Retry-After: ${retryAfter ?? 'none'}`,
    ...{ fault: status(429, retryAfter), code: 'rate_limited', ...TRIED_AGAIN },
  })),
  ...[1e9, 'Fri, 31 Dec 9999 23:59:59 GMT'].map((retryAfter): TokenRow => ({
    id: `T4 ${typeof retryAfter === 'number' ? '1e9' : 'year 9999'}`,
    title: `429 with Retry-After: ${retryAfter}, which counts as five minutes`,
    fault: status(429, retryAfter),
    ...{ code: 'rate_limited', ...triedIn(300_000) },
  })),
  ...[500, 502, 504].map((code): TokenRow => ({
    ...{ id: `T5 ${code}`, title: `The endpoint answers ${code}`, fault: status(code) },
    ...{ code: 'server_error', ...TRIED_AGAIN },
  })),
  {
    ...{ id: 'T6', title: '503 with Retry-After: 120', fault: status(503, 120) },
    ...{ code: 'server_error', ...triedIn(120_000) },
  },
  {
    ...{ id: 'T7', title: 'The endpoint takes the connection and says nothing' },
    ...{ fault: () => ({ action: 'hang' }), ...TIMES_OUT },
  },
  {
    ...{ id: 'T8 slow', title: 'The body comes at a byte a second' },
    ...{ fault: () => ({ action: 'transport', bytesPerSecond: 1 }), ...TIMES_OUT },
  },
  {
    ...{ id: 'T8 endless', title: 'The body never ends' },
    ...{ fault: () => ({ action: 'transport', ending: 'endless' }), ...INVALID },
  },
  {
    ...{ id: 'T9 cut', title: 'The body is cut short, the connection closed' },
    ...{ fault: () => ({ action: 'truncate' }), ...LOST },
  },
  {
    ...{ id: 'T9 reset', title: 'The connection is reset in the middle of the body' },
    fault: () => ({ action: 'transport', limitBytes: 'half', ending: 'reset' }),
    ...LOST,
  },
  {
    ...{ id: 'T9 JSON', title: 'JSON that breaks off', fault: body('{"version":1,"rules":[') },
    ...INVALID,
  },
  {
    ...{ id: 'T10', title: '200 with a sign-in page in HTML' },
    ...{ fault: () => ({ action: 'html' }), ...INVALID },
  },
  {
    ...{ id: 'T11 same', title: 'A redirect to the sign-in page of the same origin' },
    fault: ({ app }) => ({ action: 'redirect', to: `${app}/login` }),
    ...{ code: 'unauthenticated', phase: 'signed-out', ...FINAL },
  },
  {
    ...{ id: 'T11 other', title: 'A redirect to a sign-in page elsewhere' },
    fault: ({ sandbox }) => ({ action: 'redirect', to: `${sandbox.addresses.foreign}/login` }),
    ...{ code: 'unauthenticated', phase: 'signed-out', ...FINAL },
  },
  ...Object.entries(NO_PASSES).map(([what, text]): TokenRow => ({
    ...{ id: `T12 ${what}`, title: `A pass with ${what}` },
    ...{ fault: body(text), ...INVALID, hasCause: true },
  })),
  {
    ...{ id: 'T13 CORS', title: 'Another origin without CORS', ...LOST },
    endpoint: ({ app }) => `${app.replace('localhost', '127.0.0.1')}/elsewhere`,
  },
  {
    ...{ id: 'T13 name', title: 'A name that does not resolve', ...LOST },
    endpoint: () => 'http://no-such-host.invalid/pass',
  },
  {
    ...{ id: 'T13 port', title: 'A port where nobody listens', ...LOST },
    endpoint: () => 'http://127.0.0.1:9/pass',
  },
  {
    ...{ id: 'T13 TLS', title: 'TLS against a server that has none', ...LOST },
    endpoint: ({ sandbox }) => `${sandbox.addresses.foreign.replace('http', 'https')}/pass`,
  },
  {
    ...{ id: 'T13 reset', title: 'The connection is reset before the answer' },
    ...{ fault: () => ({ action: 'reset' }), ...LOST },
  },
];
