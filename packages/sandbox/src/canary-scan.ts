/** How a canary was written where it was found. */
export type CanaryEncoding =
  | 'raw'
  | 'url'
  | 'url-twice'
  | 'base64'
  | 'base64url'
  | 'hex'
  | 'json'
  | 'url+base64'
  | 'url+base64url'
  | 'url+hex'
  | 'url+json';

export interface CanaryFinding {
  /** The canary's name, never its value. */
  readonly canary: string;
  readonly encoding: CanaryEncoding;
}

type PlainEncoding = Extract<CanaryEncoding, 'raw' | 'base64' | 'base64url' | 'hex' | 'json'>;

/** One canary's value in one spelling; texts here hold one byte a character. */
interface Needle {
  readonly encoding: PlainEncoding;
  readonly text: string;
}

/** Looks for values that must not be there in bytes as they came over the wire. */
export interface CanaryScan {
  /** @param value At least 6 bytes, so that it is not found by chance. */
  add(name: string, value: string): void;
  clear(): void;
  scan(bytes: Buffer): readonly CanaryFinding[];
}

/** @param limit How many canaries are kept, the newest ones. */
export function createCanaryScan(limit: number = 1000): CanaryScan {
  const canaries = new Map<string, readonly Needle[]>();
  return {
    add(name, value) {
      canaries.delete(name);
      canaries.set(name, needlesOf(Buffer.from(value, 'utf8')));
      for (const oldest of canaries.keys())
        if (canaries.size > limit) canaries.delete(oldest);
        else break;
    },
    clear: () => canaries.clear(),
    scan(bytes) {
      const layers = peel(bytes.toString('latin1'));
      return [...canaries].flatMap(([canary, needles]) =>
        needles.flatMap((needle) =>
          layers
            .filter(({ text, folded }) =>
              (needle.encoding === 'hex' ? folded : text).includes(needle.text),
            )
            .map(({ depth }) => ({ canary, encoding: spelled(needle.encoding, depth) })),
        ),
      );
    },
  };
}

interface Layer {
  /** How many times percent-decoding was done. */
  readonly depth: 0 | 1 | 2;
  readonly text: string;
  readonly folded: string;
}

/** Decoding what was sent finds every choice of escaped characters and either case of the escapes. */
function peel(text: string): readonly Layer[] {
  const once = percentDecoded(text);
  const twice = percentDecoded(once);
  const layer = (depth: 0 | 1 | 2, one: string): Layer => ({
    depth,
    text: one,
    folded: one.toLowerCase(),
  });
  return [
    layer(0, text),
    ...(once === text ? [] : [layer(1, once)]),
    ...(twice === once ? [] : [layer(2, twice)]),
  ];
}

const percentDecoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

function spelled(encoding: PlainEncoding, depth: 0 | 1 | 2): CanaryEncoding {
  if (encoding === 'raw') return (['raw', 'url', 'url-twice'] as const)[depth];
  return depth === 0 ? encoding : `url+${encoding}`;
}

function needlesOf(value: Buffer): readonly Needle[] {
  const raw = value.toString('latin1');
  const json = JSON.stringify(value.toString('utf8')).slice(1, -1);
  const escaped = Array.from(json, jsonEscape).join('');
  const needles: Needle[] = [
    { encoding: 'raw', text: raw },
    { encoding: 'hex', text: value.toString('hex') },
    { encoding: 'json', text: Buffer.from(json).toString('latin1') },
    { encoding: 'json', text: escaped },
    { encoding: 'json', text: raw.replaceAll('/', '\\/') },
    ...[0, 1, 2].flatMap((before) => base64Needles(value, before)),
  ];
  const texts = new Set<string>();
  return needles.filter(({ text }) => texts.size !== texts.add(text).size);
}

const jsonEscape = (character: string): string =>
  character <= '~'
    ? character
    : Array.from({ length: character.length }, (_, i) =>
        unicodeEscape(character.charCodeAt(i)),
      ).join('');

const unicodeEscape = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** The characters that the value alone decides when `before` bytes stand before it, modulo three. */
function base64Needles(value: Buffer, before: number): readonly Needle[] {
  const text = Buffer.concat([Buffer.alloc(before), value]).toString('base64');
  const inner = text.slice(
    Math.ceil((before * 8) / 6),
    Math.floor(((before + value.length) * 8) / 6),
  );
  return [
    { encoding: 'base64', text: inner },
    { encoding: 'base64url', text: inner.replaceAll('+', '-').replaceAll('/', '_') },
  ];
}
