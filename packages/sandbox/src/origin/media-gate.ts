import { createHash } from 'node:crypto';
import {
  MEDIA_COOKIE,
  MEDIA_KEY_HEADER,
  bearerOf,
  cookieOf,
  credentialClass,
} from '../credentials/credential-class.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { CredentialClass, Judgement } from '../credentials/judgement.ts';
import type { Presigner } from './presigned.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { checkVendorHash } from '../credentials/vendor-hash.ts';

/** The ways in which the self-run origin can be locked; the first part of every path there. */
export const SCHEMES = [
  'open',
  'bearer',
  'header',
  'query',
  'cookie',
  'hash',
  'presigned',
] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface MediaGate {
  judge(request: Request, url: URL, scheme: Scheme, film: string): Judgement;
}

export interface MediaGateParts {
  readonly clock: SandboxClock;
  readonly credentials: Credentials;
  readonly presigner: Presigner;
  readonly hashSecret: string;
}

type Finding = Omit<Judgement, 'credential'>;

/** Looks where the scheme says, and nowhere else. */
export function createMediaGate(parts: MediaGateParts): MediaGate {
  const { credentials, presigner } = parts;
  const hashes = createHashBook(parts);

  function find(request: Request, url: URL, scheme: Scheme, film: string): Finding {
    const demand = { vendor: 'origin', film } as const;
    switch (scheme) {
      case 'open':
        return {};
      case 'bearer':
        return bearerOf(request) === ''
          ? { verdict: 'malformed', refusal: 401 }
          : credentials.judge(bearerOf(request), demand);
      case 'header':
        return credentials.judge(request.headers.get(MEDIA_KEY_HEADER) ?? undefined, demand);
      case 'cookie':
        return credentials.judge(cookieOf(request, MEDIA_COOKIE), demand);
      case 'query':
        return once(url, 'token', (value) => credentials.judge(value, demand));
      case 'hash':
        return once(url, 'hash', (value) => hashes.judge(value, film));
      case 'presigned':
        return url.pathname.endsWith('/master.m3u8')
          ? once(url, 'token', (value) => credentials.judge(value, demand))
          : presigner.judge(url);
    }
  }

  return {
    judge(request, url, scheme, film) {
      const credential = CLASS[scheme] ?? credentialClass(request, url);
      const finding = find(request, url, scheme, film);
      const carried = finding.verdict === 'missing' ? credentialClass(request, url) : credential;
      return { credential: carried, ...finding };
    },
  };
}

const CLASS: Readonly<Partial<Record<Scheme, CredentialClass>>> = {
  bearer: 'bearer',
  header: 'header',
  query: 'query',
  cookie: 'cookie',
  hash: 'query',
  presigned: 'query',
};

/** A parameter that is there twice is a mistake of whoever put it there, and no server says which one counts. */
function once(url: URL, name: string, judge: (value: string | undefined) => Finding): Finding {
  const values = url.searchParams.getAll(name);
  return values.length > 1 ? { verdict: 'malformed', refusal: 401 } : judge(values[0]);
}

/** Hash credentials are minted elsewhere; the book gives each its generation when it is first seen, and lets it be ended. */
function createHashBook({ clock, credentials, hashSecret }: MediaGateParts) {
  return {
    judge(text: string | undefined, film: string): Finding {
      if (text === undefined || text === '') return { verdict: 'missing', refusal: 401 };
      const found = checkVendorHash(text, hashSecret, clock.now() / 1000);
      if (found.verdict === 'wrong' || found.verdict === 'malformed')
        return { verdict: found.verdict, refusal: 401 };
      // Without an expiry it would be good for ever; our own gate takes none of those.
      if (found.expires === undefined) return { verdict: 'malformed', refusal: 401 };
      const name = createHash('sha256').update(`${film}\n${text}`).digest('base64url');
      const known = credentials.judge(name, { vendor: 'origin', film });
      if (known.verdict !== 'wrong') return known;
      const { viewer, expires } = found;
      const grant = { vendor: 'origin', film, lifetimeMs: expires * 1000 - clock.now() } as const;
      credentials.mint(viewer === undefined ? grant : { ...grant, viewer }, name);
      return credentials.judge(name, { vendor: 'origin', film });
    },
  };
}
