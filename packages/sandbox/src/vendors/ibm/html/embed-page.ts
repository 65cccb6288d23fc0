import type { ContentType } from '../contents.ts';
import { page } from '../../../html/page.ts';

/** What the player knows from the start. */
export interface EmbedData {
  readonly type: ContentType;
  readonly id: string;
  readonly title: string;
  readonly live: boolean;
  /** The film, where a token opened it already. */
  readonly stream?: string;
  /** The page without its token, which asks for another one. */
  readonly again?: string;
  readonly lock?: {
    readonly url: string;
    readonly message: string | null;
    readonly buttonCaption: string | null;
  };
}

/** The player: its lock screen, the frame for a sign-in, the film. */
export const embedPage = (data: EmbedData): string =>
  page({
    title: 'Sandbox player',
    styles: ['/embed/assets/embed.css'],
    script: '/embed/assets/embed.js',
    data,
    body: `
    <video id="video" playsinline controls hidden></video>
    <main id="screen" class="screen" aria-live="polite">
      <svg class="sign" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M7 11V8a5 5 0 0 1 10 0v3"/>
        <rect class="body" x="4.5" y="11" width="15" height="10" rx="2.5"/>
      </svg>
      <h1 id="title"></h1>
      <p id="message"></p>
      <button id="button" type="button" hidden></button>
    </main>
    <div id="entry" class="entry" hidden>
      <iframe id="frame" title="Sign in" hidden></iframe>
      <button id="close" type="button" aria-label="Close">×</button>
    </div>
    <p class="origin">Sandbox stand-in, not the vendor’s player</p>`,
  });

/** Where a sign-in returns to. */
export const hashPassPage = (): string =>
  page({
    title: 'One moment',
    styles: ['/embed/assets/embed.css'],
    script: '/embed/assets/hash-pass.js',
    body: '    <main class="screen"><p id="message">One moment…</p></main>',
  });
