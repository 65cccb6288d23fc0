import { page } from './page.ts';

interface Person {
  readonly name: string;
  readonly isHere: boolean;
}

/** What a person sees. Times are milliseconds since 1970. */
export type HubData =
  | {
      readonly kind: 'joined';
      readonly who: string;
      readonly atMs: number;
      readonly people: readonly Person[];
      /** Whether the call began by itself. */
      readonly isLaunched: boolean;
    }
  | {
      readonly kind: 'dashboard';
      readonly who: string;
      readonly sessions: readonly { readonly atMs: number; readonly people: readonly Person[] }[];
      /** Where the form that signs out goes. */
      readonly signOut: string;
    }
  | { readonly kind: 'notice'; readonly title: string; readonly text: string };

/** A page for people: who joined, who is signed in, or why not. */
export const hubPage = (data: HubData): string =>
  page({
    title: 'Video session',
    styles: ['/assets/secure-video.css'],
    script: '/assets/secure-video.js',
    data,
    body: `
    <main id="screen"></main>
    <p class="origin">Sandbox stand-in, not the vendor’s page</p>`,
  });

/** What is at the API's root: HTML, as the document warns. */
export const startPage = (): string =>
  page({ title: 'API', styles: [], body: '    <h1>Nothing to see here</h1>' });

/** What comes when the API's site could not start. */
export const brokenSitePage = (): string =>
  page({
    title: 'Runtime Error',
    styles: [],
    body: '    <h1>Server Error in ‘/’ Application.</h1>',
  });
