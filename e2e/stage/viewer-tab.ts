import type { Tab } from './tab.ts';

/** A tab with a viewer in front of it. */
export interface ViewerTab extends Tab {
  /** Presses the button of that name. */
  press(button: string): Promise<void>;
  /** The same in the only frame of the page. */
  pressInFrame(button: string): Promise<void>;
}

/** A browser that opens tabs without a past, one at a time. */
export interface ViewerBrowser {
  open(): Promise<ViewerTab>;
  /** Such as `Firefox 153.7.0esr`. */
  name(): string;
  close(): Promise<void>;
}
