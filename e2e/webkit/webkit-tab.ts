import { setTimeout as pause } from 'node:timers/promises';
import { member } from './web-driver.ts';
import type { WebDriver } from './web-driver.ts';

/** The only tab of a WebKitGTK. Functions run in its page; their argument and their answer travel as JSON. */
export interface WebKitTab {
  goto(url: string): Promise<void>;
  evaluate<Arg, Answer>(call: (arg: Arg) => Answer | Promise<Answer>, arg: Arg): Promise<Answer>;
  /** Asks until the answer is true, every `polling` milliseconds, for at most `timeout`. */
  waitForFunction<Arg>(
    call: (arg: Arg) => boolean,
    arg: Arg,
    options?: { timeout?: number; polling?: number },
  ): Promise<void>;
  /** Presses the button of that name, as a viewer does. */
  press(button: string): Promise<void>;
  /** The same in the only frame of the page. */
  pressInFrame(button: string): Promise<void>;
}

/** Runs `arguments[0]`, the text of a function, and tells its answer to the last argument. */
const RUN = `
  const [call, arg, done] = arguments;
  Promise.resolve().then(() => (0, eval)('(' + call + ')')(arg)).then(
    (answer) => done({ answer }),
    (error) => done({ failed: String(error) }),
  );`;
const TIMEOUT_MS = 15_000;
const POLLING_MS = 100;

/** @param send Sends commands of the tab's session. */
export function webKitTab(send: WebDriver): WebKitTab {
  const evaluate: WebKitTab['evaluate'] = async <Arg, Answer>(
    call: (arg: Arg) => Answer | Promise<Answer>,
    arg: Arg,
  ) => {
    const script = { script: RUN, args: [String(call), arg ?? null] };
    const told = await send('POST', '/execute/async', script);
    const failed = member(told, 'failed');
    if (failed !== undefined) throw new Error(`In the page: ${JSON.stringify(failed)}`);
    return member(told, 'answer') as Answer;
  };
  const press = async (button: string): Promise<void> => {
    const element = await found(send, `//button[normalize-space()="${button}"]`);
    await send('POST', `/element/${element}/click`);
  };
  return {
    goto: async (url) => void (await send('POST', '/url', { url })),
    evaluate,
    async waitForFunction(call, arg, { timeout = TIMEOUT_MS, polling = POLLING_MS } = {}) {
      const end = performance.now() + timeout;
      while (!(await evaluate(call, arg))) {
        if (performance.now() > end) throw new Error(`Not true within ${timeout} ms.`);
        await pause(polling);
      }
    },
    press,
    async pressInFrame(button) {
      const frame = await found(send, '//iframe');
      await send('POST', '/frame', { id: { [ELEMENT]: frame } });
      await press(button);
      await send('POST', '/frame', { id: null });
    },
  };
}

/** The name by which WebDriver marks a reference to an element (section 12.2). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The reference of an element, waited for as long as the session's implicit wait. */
async function found(send: WebDriver, xpath: string): Promise<string> {
  const element = await send('POST', '/element', { using: 'xpath', value: xpath });
  return String(member(element, ELEMENT));
}
