import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Hono } from 'hono';
import type { JWK, Provider } from 'oidc-provider';
import type { EmulatorParts } from '../emulator.ts';
import type { Applications } from './applications.ts';
import type { Connected } from './interaction-app.ts';
import { interactionApp } from './interaction-app.ts';
import type { IssuedTokenBook } from './issued-tokens.ts';
import type { Policy } from './policy.ts';
import { providerConfiguration } from './provider-configuration.ts';
import type { ProviderStore } from './provider-store.ts';

export interface AuthorizationServer {
  /** What stands behind the listener now. */
  current(): Promise<{ readonly provider: Provider; readonly pages: Hono<Connected> }>;
  /** The policy or the applications have changed. */
  changed(): void;
}

export interface AuthorizationServerParts extends EmulatorParts {
  readonly store: ProviderStore;
  readonly tokens: IssuedTokenBook;
  readonly applications: Applications;
  readonly policy: () => Policy;
}

/**
 * Makes oidc-provider when it is first needed: its issuer is known only once the sandbox listens, most runs never ask for it, and loading
 * it takes longer than all the rest. It keeps nothing itself, so a change is a new one over the same store.
 */
export function createAuthorizationServer(parts: AuthorizationServerParts): AuthorizationServer {
  const { clock, store, random, randomText, addresses, applications, tokens } = parts;
  const cookieKey = randomText();
  const nonceSecret = Buffer.from(random(32));
  const signingKey = once(makeSigningKey);

  async function make() {
    const { Provider, errors } = await import('oidc-provider');
    const provider = new Provider(addresses().authorization, {
      ...providerConfiguration(parts.policy(), {
        ...{ clock, store, nonceSecret, cookieKey },
        signingKey: await signingKey(),
        resources: addresses().stapi,
        invalidTarget: () => new errors.InvalidTarget(),
      }),
      clients: applications.metadata(),
    });
    provider.on('grant.success', (ctx) => tokens.enter(ctx));
    return { provider, pages: interactionApp(provider) };
  }

  let made: ReturnType<typeof make> | undefined;
  return {
    current: () => (made ??= make()),
    changed() {
      made = undefined;
    },
  };
}

async function makeSigningKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
