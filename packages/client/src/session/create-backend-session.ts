import { abortedBy, clientError } from '../client-error.ts';
import type { BackendSession, PopupSignInOptions, SignInOptions } from './backend-session.ts';
import type { BackendSessionOptions } from './backend-session-options.ts';
import { onAbort } from '../on-abort.ts';
import { popupEnd } from './popup-end.ts';
import { withoutPopupMark, withPopupMark } from './popup-mark.ts';
import { returnPath } from './return-path.ts';
import { SessionKeeper } from './session-keeper.ts';
import type { SessionPage } from './session-page.ts';
import { readSessionOptions } from './session-settings.ts';
import type { SessionSettings } from './session-settings.ts';
import type { FollowedSession, SessionCallback, ViewerSession } from './viewer-session.ts';

/** A window that is still there after that, in milliseconds, was opened by no script and cannot be closed by one. */
const CLOSES_WITHIN_MS = 1000;

/**
 * Makes the session of an application whose backend has the handlers of `@playgate/session`: one for each. It starts with its first use,
 * so that it can be made on a server, too.
 *
 * @throws {ClientError} `config`, naming the option.
 */
export function createBackendSession(options: BackendSessionOptions): BackendSession {
  const page = new PageSession(readSessionOptions(options));
  // So that they can be handed to buttons as they are.
  return {
    session: page.session,
    signIn: page.signIn,
    signOut: (how) => page.signOut(how),
    callback: () => page.callback(),
    refresh: () => page.refresh(),
    dispose: () => page.dispose(),
  };
}

class PageSession {
  readonly session: FollowedSession;
  readonly signIn: BackendSession['signIn'];
  readonly #settings: SessionSettings;
  readonly #keeper: SessionKeeper;
  readonly #over = new AbortController();
  #isStarted = false;
  #relayed: SessionCallback | undefined;

  constructor(settings: SessionSettings) {
    this.#settings = settings;
    this.#keeper = new SessionKeeper(settings);
    const { get, subscribe } = this.#keeper.session;
    this.session = {
      get: () => (this.#start(), get()),
      subscribe: (listener) => (this.#start(), subscribe(listener)),
      doubt: () => void this.#keeper.ask(),
    };
    this.signIn = {
      redirect: async (asked = {}) => this.#redirect(this.#page(), asked),
      popup: async (asked = {}) => this.#popup(this.#page(), asked),
    };
  }

  async signOut({ redirect = false }: { readonly redirect?: boolean } = {}): Promise<void> {
    const onwards = await this.#keeper.signOut();
    if (redirect && onwards !== undefined) this.#page().location.assign(onwards);
  }

  async callback(): Promise<SessionCallback | undefined> {
    this.#start();
    return this.#relayed;
  }

  async refresh(): Promise<ViewerSession> {
    const error = await this.#keeper.ask();
    if (error) throw error;
    return this.#keeper.session.get();
  }

  dispose(): void {
    this.#over.abort();
    this.#keeper.dispose();
  }

  #start(): void {
    const { here } = this.#settings;
    if (!here || this.#isStarted) return;
    this.#isStarted = true;
    const returnTo = withoutPopupMark(here.location.href);
    if (returnTo === undefined) this.#keeper.start();
    else this.#relay(here, returnTo);
  }

  /** This page ends a popup: the window that opened it hears of it by the mark that all tabs hear of. */
  #relay(page: SessionPage, returnTo: string): void {
    const { clock } = this.#settings;
    this.#relayed = { status: 'relayed', returnTo };
    page.history.replaceState(page.history.state, '', returnTo);
    this.#keeper.mark.leave('in');
    const cancels = [
      clock.after(0, () => page.close()),
      clock.after(CLOSES_WITHIN_MS, () => this.#keeper.start()),
    ];
    onAbort(this.#over.signal, () => cancels.forEach((cancel) => cancel()));
  }

  async #redirect(page: SessionPage, { returnTo }: SignInOptions): Promise<void> {
    const path = pathOf(page, returnTo);
    await this.#keeper.payOff();
    page.location.assign(this.#signInUrl(page, path));
  }

  async #popup(page: SessionPage, asked: PopupSignInOptions): Promise<SessionCallback> {
    const { signal, features = 'popup,width=480,height=640' } = asked;
    if (signal?.aborted) throw abortedBy(signal);
    // In the task of the click; later browsers block it.
    const popup = page.open('', '_blank', features);
    if (!popup) throw clientError('popup_blocked', 'The browser opened no window.');
    try {
      const returnTo = pathOf(page, asked.returnTo);
      const end = withPopupMark(pathOf(page, this.#settings.popupPage), page.location.origin);
      await this.#keeper.payOff();
      popup.location.replace(this.#signInUrl(page, end));
      await popupEnd(popup, {
        ...{ page, clock: this.#settings.clock },
        signals: [this.#over.signal, ...(signal ? [signal] : [])],
        onArrival: (call) => this.#keeper.onArrival(call),
        isSignedIn: async (anew) => {
          await this.#keeper.ask(anew);
          return this.#keeper.session.get().status === 'signed-in';
        },
      });
      return { status: 'signed-in', returnTo };
    } finally {
      popup.close();
    }
  }

  #signInUrl(page: SessionPage, returnTo: string): string {
    const url = new URL(this.#settings.signIn, page.document.baseURI);
    url.searchParams.set('returnTo', returnTo);
    return url.href;
  }

  #page(): SessionPage {
    this.#keeper.assertLive();
    const { here } = this.#settings;
    if (!here) throw clientError('config', 'page: there is none to sign in from.');
    return here;
  }
}

/** Where somebody wants to be, or else where they are. */
function pathOf({ location: { href, origin } }: SessionPage, asked?: string): string {
  return returnPath(asked ?? href.slice(origin.length), origin) ?? '/';
}
