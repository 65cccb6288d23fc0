import { isPresent } from '../player.ts';
import { isLicenseErrorCode } from './license-error.ts';
import type { LicenseErrorCode } from './license-error.ts';
import type { LicenseRequest } from './license-loader.ts';
import { bytesOf, readPlayReadyMessage } from './playready-message.ts';

/** Gets what a request is for, with a pass of that moment. */
export type Load = (request: Omit<LicenseRequest, 'signal'>) => Promise<ArrayBuffer | undefined>;

/** How videojs-contrib-eme hears of what it asked for. */
type Callback = (error: unknown, bytes?: BufferSource) => void;

/** What videojs-contrib-eme gives its functions: its options; of FairPlay the content id; a message; where to answer. */
type Call = readonly [options: unknown, ...rest: unknown[]];

/** Functions of videojs-contrib-eme, in place of requests that it would make itself. */
interface KeySystemFunctions {
  getLicense?(...call: Call): void;
  getCertificate?(...call: Call): void;
}

type Headers = Readonly<Record<string, string | null>>;

const BYTES: Headers = { 'Content-Type': 'application/octet-stream' };

/**
 * Gives each key system functions that get its licences and certificates anew at each call, for renewals, too: videojs-contrib-eme keeps
 * what it is told when encrypted media comes, for as long as the key session lasts, so that a header would go stale. Functions of the
 * application stay.
 *
 * @param refusals What words of a refusal mean, beside those that the source brings with a key system.
 */
export function freshKeySystems(
  declared: ReadonlyMap<string, object>,
  refusals: Readonly<Record<string, LicenseErrorCode>>,
  load: Load,
): Record<string, KeySystemFunctions> {
  return Object.fromEntries(
    Array.from(declared, ([name, system]) => {
      const known = { ...refusalsOf(system), ...refusals };
      const functions = {
        ...license(name, system, known, load),
        ...certificate(system, known, load),
      };
      return [name, { ...system, ...functions }];
    }),
  );
}

function license(
  name: string,
  system: object,
  refusals: Readonly<Record<string, LicenseErrorCode>>,
  load: Load,
): KeySystemFunctions {
  const url = textOf(system, 'url') ?? textOf(system, 'licenseUri');
  if (url === undefined || hasFunction(system, 'getLicense')) return {};
  return {
    getLicense(options, ...rest) {
      const [message, callback] = rest.slice(-2);
      if (!isBytes(message) || !isCallback(callback)) return;
      const { headers, body } = isPlayReady(name)
        ? readPlayReadyMessage(message)
        : { headers: BYTES, body: bytesOf(message) };
      const init = {
        method: 'POST',
        headers: headersOf(headers, options, system, 'license'),
        body,
      };
      void answer(load({ url, kind: 'license', init, refusals }), callback);
    },
  };
}

function certificate(
  system: object,
  refusals: Readonly<Record<string, LicenseErrorCode>>,
  load: Load,
): KeySystemFunctions {
  const url = textOf(system, 'certificateUri');
  if (url === undefined || hasFunction(system, 'getCertificate')) return {};
  return {
    getCertificate(options, ...rest) {
      const [callback] = rest.slice(-1);
      if (!isCallback(callback)) return;
      const init = { method: 'GET', headers: headersOf({}, options, system, 'certificate') };
      void answer(load({ url, kind: 'certificate', init, refusals }), callback);
    },
  };
}

/** Whoever gets no answer goes on waiting: the source is another, or the attachment is gone. */
async function answer(loading: ReturnType<Load>, callback: Callback): Promise<void> {
  const bytes = await loading.catch(() => undefined);
  if (bytes !== undefined) callback(null, new Uint8Array(bytes));
}

/** In the order of videojs-contrib-eme: those of the key system win, and `null` takes a header away. */
function headersOf(
  own: Headers,
  options: unknown,
  system: object,
  kind: 'license' | 'certificate',
): Record<string, string> {
  const named = {
    ...own,
    ...memberOf(options, 'emeHeaders'),
    ...memberOf(system, `${kind}Headers`),
  };
  const merged = new Map<string, [string, unknown]>();
  for (const [name, value] of Object.entries(named)) merged.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(
    [...merged.values()].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function refusalsOf(system: object): Readonly<Record<string, LicenseErrorCode>> {
  return Object.fromEntries(
    Object.entries(memberOf(system, 'refusals')).filter(
      (entry): entry is [string, LicenseErrorCode] => isLicenseErrorCode(entry[1]),
    ),
  );
}

/** Both names of the system: the older one, and that of the recommendation. */
const isPlayReady = (name: string): boolean => name.startsWith('com.microsoft.playready');

function textOf(from: object, name: string): string | undefined {
  const value: unknown = Reflect.get(from, name);
  return typeof value === 'string' ? value : undefined;
}

function memberOf(from: unknown, name: string): object {
  const value: unknown = isPresent(from) ? Reflect.get(from, name) : undefined;
  return isPresent(value) ? value : {};
}

const hasFunction = (from: object, name: string): boolean =>
  typeof Reflect.get(from, name) === 'function';

function isBytes(value: unknown): value is BufferSource {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function isCallback(value: unknown): value is Callback {
  return typeof value === 'function';
}
