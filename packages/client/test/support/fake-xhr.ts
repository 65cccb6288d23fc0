/** An XMLHttpRequest that goes nowhere until a test answers it. */
export class FakeXhr extends XMLHttpRequest {
  opened: { method: string; url: string; async: boolean } | undefined;
  readonly sentHeaders: [string, string][] = [];
  isSent = false;
  override status = 0;
  override responseURL = '';
  override responseText = '';
  override withCredentials = false;
  answerHeaders: Record<string, string> = {};

  override get response(): string {
    return this.responseText;
  }

  override open(method: string, url: string | URL, async = true): void {
    this.opened = { method, url: String(url), async };
  }

  override setRequestHeader(name: string, value: string): void {
    this.sentHeaders.push([name, value]);
  }

  override send(): void {
    this.isSent = true;
  }

  override getResponseHeader(name: string): string | null {
    return this.answerHeaders[name] ?? null;
  }

  override abort(): void {
    if (!this.isSent) return;
    this.isSent = false;
    this.fire('abort', 'loadend');
  }

  /** A part of the answer arrives. */
  progress(status: number, text: string): void {
    this.status = status;
    this.responseText += text;
    this.responseURL ||= this.opened?.url ?? '';
    this.fire('progress');
  }

  /** The answer is complete. Status 0: there was none. */
  answer(status: number, text = '', url = this.opened?.url ?? ''): void {
    this.isSent = false;
    this.status = status;
    this.responseText = text;
    this.responseURL = status === 0 ? '' : url;
    this.fire(status === 0 ? 'error' : 'load', 'loadend');
  }

  fire(...types: string[]): void {
    for (const type of types) this.dispatchEvent(new Event(type));
  }
}
