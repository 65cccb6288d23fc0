import type { Sandbox } from '@playgate/sandbox';

/** How this site is registered at STAPI's authorization server: once for each way to sign in. */
export interface Applications {
  /** Confidential: the backend signs viewers in and keeps their tokens. */
  readonly backend: { readonly clientId: string; readonly clientSecret: string };
  /** Public: the browser signs in itself. */
  readonly browser: { readonly clientId: string };
}

/** What both may ask for: who it is, to stay signed in, and STAPI's list of videos and its films. */
export const SCOPE = 'openid profile offline_access videos:read videos:play';

/** Where viewers are after a sign-out at the authorization server. */
export const AFTER_SIGN_OUT = '/sign-in';

/** Registers both, as one does in the vendor's dashboard, once. The sandbox forgets when it ends. */
export async function registerApplications(
  { tell }: Pick<Sandbox, 'tell'>,
  origin: string,
): Promise<Applications> {
  const register = async (details: Readonly<Record<string, unknown>>): Promise<object> => {
    const registered = await tell('authorization', 'registerClient', {
      ...{ scopes: SCOPE.split(' '), postLogoutRedirectUris: [origin + AFTER_SIGN_OUT] },
      ...details,
    });
    return typeof registered === 'object' && registered !== null ? registered : {};
  };
  const backend = await register({
    name: 'Playgate demo (backend)',
    redirectUris: [`${origin}/auth/callback`],
    backchannelLogoutUri: `${origin}/auth/back-channel-logout`,
  });
  const browser = await register({
    name: 'Playgate demo (browser)',
    redirectUris: [`${origin}/callback`],
    authMethod: 'none',
  });
  return {
    backend: { clientId: text(backend, 'clientId'), clientSecret: text(backend, 'clientSecret') },
    browser: { clientId: text(browser, 'clientId') },
  };
}

function text(registered: object, name: string): string {
  const value: unknown = Reflect.get(registered, name);
  if (typeof value === 'string') return value;
  throw new Error(`The authorization server gave no ${name}.`);
}
