'use client';

export { PlaygateProvider } from './playgate-provider.tsx';
export type { PlaygateProviderProps } from './playgate-provider.tsx';
export { useAuthorizer } from './use-authorizer.ts';
export { useClient } from './use-client.ts';
export { useObservable } from './use-observable.ts';
export { usePass } from './use-pass.ts';
export type { PassView } from './use-pass.ts';
