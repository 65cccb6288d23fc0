'use client';

export { AuthCallback } from './auth-callback.tsx';
export type { AuthCallbackProps } from './auth-callback.tsx';
export { PlaygateProvider } from './playgate-provider.tsx';
export type { PlaygateProviderProps } from './playgate-provider.tsx';
export { SignedIn } from './signed-in.tsx';
export type { SignedInProps } from './signed-in.tsx';
export { SignedOut } from './signed-out.tsx';
export { useAuthorizer } from './use-authorizer.ts';
export { useClient } from './use-client.ts';
export { useObservable } from './use-observable.ts';
export { usePass } from './use-pass.ts';
export type { PassView } from './use-pass.ts';
export { useSession } from './use-session.ts';
export type { SessionView } from './use-session.ts';
export { useSuspensePass } from './use-suspense-pass.ts';
