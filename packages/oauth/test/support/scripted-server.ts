/** An authorization server in memory, with rotation and reuse detection, that can be slow and can lose answers. */
export class ScriptedServer {
  readonly issuer = 'https://as.example';
  /** Requests to the token endpoint that arrived, by their grant type. */
  readonly asked: string[] = [];
  readonly revoked: string[] = [];
  lifeSeconds: number | undefined = 60;
  /** Holds back answers of the token endpoint. */
  hold: Promise<void> | undefined;
  /** What to answer in place of the right answer, next. */
  readonly answers: (() => Response | Promise<Response>)[] = [];
  /** Whether revocations are answered, cannot get there, or are never answered. */
  revocation: 'works' | 'down' | 'silent' = 'works';
  #count = 0;
  #current = 'rt-0';

  get refreshToken(): string {
    return this.#current;
  }

  get metadata() {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      revocation_endpoint: `${this.issuer}/revoke`,
      end_session_endpoint: `${this.issuer}/logout`,
      code_challenge_methods_supported: ['S256'],
    };
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.pathname.startsWith('/.well-known/')) return Response.json(this.metadata);
    const form = new URLSearchParams(init?.body instanceof URLSearchParams ? init.body : '');
    if (url.pathname === '/revoke') {
      if (this.revocation === 'down') throw new TypeError('down');
      if (this.revocation === 'silent') return new Promise(() => {});
      this.revoked.push(form.get('token') ?? '');
      return new Response(null);
    }
    if (url.pathname !== '/token') return Response.json({ authorization: authorizationOf(input) });
    this.asked.push(form.get('grant_type') ?? '');
    const scripted = this.answers.shift();
    if (scripted) return scripted();
    const answer = this.#answer(form);
    await this.hold;
    return answer;
  };

  #answer(form: URLSearchParams): Response {
    const isRefresh = form.get('grant_type') === 'refresh_token';
    if (isRefresh && form.get('refresh_token') !== this.#current) {
      // Used again: whoever has the newest loses it, too.
      this.#current = 'none';
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    this.#count += 1;
    this.#current = `rt-${this.#count}`;
    return Response.json({
      access_token: `at-${this.#count}`,
      refresh_token: this.#current,
      token_type: 'Bearer',
      ...(this.lifeSeconds !== undefined && { expires_in: this.lifeSeconds }),
    });
  }
}

const authorizationOf = (input: unknown): string | null =>
  input instanceof Request ? input.headers.get('authorization') : null;
