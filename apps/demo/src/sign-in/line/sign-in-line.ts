/** A stretch of time in which somebody was signed in. Times are milliseconds of the page's monotonic clock. */
export interface Presence {
  readonly from: number;
  readonly to?: number;
}

/** One access token. */
export interface TokenLife {
  /** From 1 on. */
  readonly n: number;
  readonly from: number;
  readonly endsAt: number;
  /** When the next one took its place, or the sign-in ended. */
  readonly replacedAt?: number;
}

/** Something that somebody did: the backend, or a tab, by its letter. */
export interface Mark {
  readonly at: number;
  readonly who: string;
  readonly what: 'refreshed' | 'adopted' | 'asked' | 'failed';
}

/** Everything that is drawn of one way to sign in. */
export interface SignInLine {
  readonly presences: readonly Presence[];
  readonly tokens: readonly TokenLife[];
  readonly marks: readonly Mark[];
  /** When somebody signed out, or was signed out. */
  readonly ends: readonly number[];
  /** How many tokens there were; trimming does not lower it. */
  readonly count: number;
}

export const emptyLine: SignInLine = { presences: [], tokens: [], marks: [], ends: [], count: 0 };

export function addPresence(line: SignInLine, at: number): SignInLine {
  return isPresent(line) ? line : { ...line, presences: [...line.presences, { from: at }] };
}

/** Moves the beginning of the presence back, once it is known. */
export function presentSince(line: SignInLine, at: number): SignInLine {
  const presences = line.presences.map((one) =>
    one.to === undefined && at < one.from ? { ...one, from: at } : one,
  );
  return { ...line, presences };
}

export function addEnd(line: SignInLine, at: number): SignInLine {
  if (!isPresent(line)) return line;
  const presences = line.presences.map((one) => (one.to === undefined ? { ...one, to: at } : one));
  return { ...line, presences, tokens: replaceAll(line.tokens, at), ends: [...line.ends, at] };
}

export function addToken(line: SignInLine, at: number, lifeMs: number): SignInLine {
  const n = line.count + 1;
  const token = { n, from: at, endsAt: at + lifeMs };
  return { ...line, tokens: [...replaceAll(line.tokens, at), token], count: n };
}

export function addMark(line: SignInLine, mark: Mark): SignInLine {
  return { ...line, marks: [...line.marks, mark] };
}

/** Drops what ended before a moment. */
export function trimLine(line: SignInLine, before: number): SignInLine {
  return {
    ...line,
    presences: line.presences.filter(({ to = Infinity }) => to >= before),
    tokens: line.tokens.filter(({ replacedAt, endsAt }) => (replacedAt ?? endsAt) >= before),
    marks: line.marks.filter(({ at }) => at >= before),
    ends: line.ends.filter((at) => at >= before),
  };
}

const isPresent = ({ presences }: SignInLine): boolean =>
  presences.some(({ to }) => to === undefined);

function replaceAll(tokens: readonly TokenLife[], at: number): readonly TokenLife[] {
  return tokens.map((token) =>
    token.replacedAt === undefined ? { ...token, replacedAt: Math.min(at, token.endsAt) } : token,
  );
}
