/** What a test does in a page of any browser. Playwright's `Page` is one, and so is the tab of WebKitGTK. */
export interface Tab {
  goto(url: string): Promise<unknown>;
  /** Runs a function in the page. Its argument and its answer travel as JSON. */
  evaluate<Answer, Arg>(call: (arg: Arg) => Answer | Promise<Answer>, arg: Arg): Promise<Answer>;
  /** Runs it again and again until it answers true; `timeout` and `polling` in milliseconds. */
  waitForFunction<Arg>(
    call: (arg: Arg) => boolean,
    arg: Arg,
    options?: { timeout?: number; polling?: number },
  ): Promise<unknown>;
}
