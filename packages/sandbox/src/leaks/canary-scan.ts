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

/** One canary's value in one spelling. Texts here hold one byte a character. */
interface Needle {
  readonly encoding: 'raw' | 'base64' | 'base64url' | 'hex';
  readonly text: string;
}

/** By name. */
type Canaries = Map<string, readonly Needle[]>;

/** What was sent, with some of its escapes undone. */
interface Layer {
  readonly escapes: '' | 'json' | 'url' | 'url-twice' | 'url+json';
  readonly text: string;
}

/** Looks for values that must not be there in bytes as they came over the wire. */
export interface CanaryScan {
  /** @param value At least 6 bytes, so that it is not found by chance. */
  add(name: string, value: string): void;
  /** As `add`, but what is added does not push it out. */
  keep(name: string, value: string): void;
  clear(): void;
  /** Each spelling of each canary once, under the fewest escapes that it was found. */
  scan(bytes: Buffer): readonly CanaryFinding[];
}

/** @param limit How many canaries there are of each sort, the newest ones. */
export function createCanaryScan(limit: number = 1000): CanaryScan {
  const kept: Canaries = new Map();
  const added: Canaries = new Map();
  const put = (canaries: Canaries, name: string, value: string): void => {
    canaries.delete(name);
    canaries.set(name, needlesOf(Buffer.from(value, 'utf8')));
    for (const oldest of canaries.keys())
      if (canaries.size > limit) canaries.delete(oldest);
      else break;
  };
  return {
    add: (name, value) => put(added, name, value),
    keep: (name, value) => put(kept, name, value),
    clear() {
      kept.clear();
      added.clear();
    },
    scan(bytes) {
      const layers = peel(bytes.toString('latin1'));
      return [...kept, ...added].flatMap(([canary, needles]) => {
        const found = needles.flatMap((needle) => encodingIn(layers, needle) ?? []);
        return [...new Set(found)].map((encoding) => ({ canary, encoding }));
      });
    },
  };
}

function encodingIn(layers: readonly Layer[], needle: Needle): CanaryEncoding | undefined {
  const layer = layers.find(({ text }) =>
    needle.encoding === 'hex'
      ? text.toLowerCase().includes(needle.text)
      : text.includes(needle.text),
  );
  if (!layer) return undefined;
  if (needle.encoding === 'raw') return layer.escapes === '' ? 'raw' : layer.escapes;
  return layer.escapes.startsWith('url') ? `url+${needle.encoding}` : needle.encoding;
}

/** Undoing what was sent finds every choice of escaped characters, and either case of the escapes. */
function peel(text: string): readonly Layer[] {
  const [once, form] = [percentDecoded(text), percentDecoded(text.replaceAll('+', ' '))];
  return [
    { escapes: '', text },
    { escapes: 'json', text: jsonUnescaped(text) },
    { escapes: 'url', text: once },
    { escapes: 'url', text: form },
    { escapes: 'url+json', text: jsonUnescaped(once) },
    { escapes: 'url+json', text: jsonUnescaped(form) },
    { escapes: 'url-twice', text: percentDecoded(once) },
    { escapes: 'url-twice', text: percentDecoded(once.replaceAll('+', ' ')) },
  ];
}

const percentDecoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const JSON_ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Runs of `\u` escapes together, since one character may take two of them. */
const jsonUnescaped = (text: string): string =>
  text.replace(/(?:\\u[0-9a-f]{4})+|\\(.)/gi, (escapes, short?: string) =>
    short === undefined ? unicodeUnescaped(escapes) : (JSON_ESCAPES[short] ?? short),
  );

function unicodeUnescaped(escapes: string): string {
  const codes = escapes.split('\\u').slice(1);
  const text = codes.map((code) => String.fromCharCode(parseInt(code, 16))).join('');
  return Buffer.from(text, 'utf8').toString('latin1');
}

const needlesOf = (value: Buffer): readonly Needle[] => [
  { encoding: 'raw', text: value.toString('latin1') },
  { encoding: 'hex', text: value.toString('hex') },
  ...[0, 1, 2].flatMap((before) => base64Needles(value, before)),
];

/** The characters that the value alone decides when `before` bytes stand before it, modulo three. */
function base64Needles(value: Buffer, before: number): readonly Needle[] {
  const text = Buffer.concat([Buffer.alloc(before), value]).toString('base64');
  const inner = text.slice(
    Math.ceil((before * 8) / 6),
    Math.floor(((before + value.length) * 8) / 6),
  );
  const url = inner.replaceAll('+', '-').replaceAll('/', '_');
  const plain: Needle = { encoding: 'base64', text: inner };
  return url === inner ? [plain] : [plain, { encoding: 'base64url', text: url }];
}
