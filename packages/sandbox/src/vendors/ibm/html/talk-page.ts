import { page } from '../../../html/page.ts';

/** What stands in the page. */
export type TalkData =
  /** Open, for somebody or (`null`) for everybody. */
  | { readonly viewer: string | null }
  /** Where to sign in first. */
  | { readonly entryUrl: string }
  | { readonly denied: true };

/** A component beside the player, which only says whom it let in. */
export const talkPage = (name: 'Chat' | 'Q&A', data: TalkData): string =>
  page({
    title: name.replace('&', '&amp;'),
    styles: ['/embed/assets/embed.css'],
    script: '/talk/assets/talk.js',
    data,
    body: `
    <main class="screen">
      <h1>${name.replace('&', '&amp;')}</h1>
      <p id="message"></p>
      <a id="enter" hidden>Log in</a>
    </main>
    <p class="origin">Sandbox stand-in, not the vendor’s ${name.replace('&', '&amp;')}</p>`,
  });
