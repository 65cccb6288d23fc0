/** Characters that tell a terminal to do something, or turn the direction of the text. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text of somebody else's as it may be printed: on one line, without control characters, not endless. */
export function shown(text: string, most: number = 200): string {
  const plain = text.replace(CONTROL, '\ufffd');
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}
