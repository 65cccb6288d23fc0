import type { ClientMetadata } from 'oidc-provider';
import type { JsonObject } from '../../json-members.ts';
import type { LeakWatch } from '../../leaks/leak-watch.ts';
import { SandboxError } from '../../sandbox-error.ts';
import { clientMetadata, parseRegistration } from './registration.ts';

/** The applications that are registered, as in the vendor's dashboard. */
export interface Applications {
  /** @throws {SandboxError} `invalid_option`, naming the member. */
  register(details: JsonObject): RegisteredApplication;
  /** Without secrets: each is shown once, by {@link register}. */
  list(): readonly JsonObject[];
  /** In the words of RFC 7591, secrets included. */
  metadata(): readonly ClientMetadata[];
}

export interface RegisteredApplication {
  readonly clientId: string;
  /** Absent for a public application. */
  readonly clientSecret?: string;
}

export interface ApplicationParts {
  readonly randomText: () => string;
  readonly leaks: Pick<LeakWatch, 'addSecret'>;
}

const LIMIT = 1000;

export function createApplications({ randomText, leaks }: ApplicationParts): Applications {
  const applications = new Map<string, ClientMetadata>();
  return {
    register(details) {
      if (applications.size >= LIMIT)
        throw new SandboxError('invalid_option', `There are ${LIMIT} applications already.`);
      const registration = parseRegistration(details);
      const clientId = `sandbox_app_${randomText()}`;
      const isPublic = registration.authMethod === 'none';
      const clientSecret = isPublic ? undefined : `sandbox_cs_${randomText()}`;
      applications.set(clientId, clientMetadata(registration, clientId, clientSecret));
      if (clientSecret === undefined) return { clientId };
      leaks.addSecret(`secret ${applications.size} of ${registration.name}`, clientSecret);
      return { clientId, clientSecret };
    },
    list: () =>
      [...applications.values()].map(({ client_secret: _secret, ...shown }) => ({ ...shown })),
    metadata: () => [...applications.values()],
  };
}
