/** Who may frame a page: one list of sources for each policy, all of which count. */
export type FrameAncestors = readonly (readonly string[])[];

/**
 * Reads `frame-ancestors` out of a page's Content-Security-Policy.
 *
 * @returns No list where the page says nothing, which lets everybody frame it.
 */
export function readFrameAncestors(policies: string): FrameAncestors {
  return policies.split(',').flatMap((policy) => {
    const [first] = policy.split(';').flatMap((text) => {
      const [name = '', ...sources] = text.trim().toLowerCase().split(/\s+/);
      return name === 'frame-ancestors' ? [sources] : [];
    });
    return first === undefined ? [] : [first];
  });
}

/** Whether any page at all may frame it. */
export function isFramedByAnybody(ancestors: FrameAncestors): boolean {
  return ancestors.every((sources) => sources.some((one) => one === '*' || one === 'https:'));
}

/**
 * Whether a page of that origin may frame it.
 *
 * @param self The page's own origin.
 * @see Content Security Policy Level 3, section 6.7.2.
 */
export function mayFrame(ancestors: FrameAncestors, origin: string, self: string): boolean {
  return ancestors.every((sources) => sources.some((source) => covers(source, origin, self)));
}

const HOST_SOURCE = /^(?:([a-z]+):\/\/)?(\*\.)?([^:/*]+)(?::(\d+|\*))?\/?$/;

function covers(source: string, origin: string, self: string): boolean {
  const { protocol, hostname, port } = new URL(origin);
  if (source === '*' || source === protocol) return true;
  if (source === "'self'") return origin === self;
  const [, scheme, star, host = '', wanted] = HOST_SOURCE.exec(source) ?? [];
  const isScheme = `${scheme ?? new URL(self).protocol.slice(0, -1)}:` === protocol;
  const isHost = star === undefined ? hostname === host : hostname.endsWith(`.${host}`);
  return isScheme && host !== '' && isHost && (wanted === '*' || portOf(wanted, protocol) === port);
}

/** As URLs have it: the default is none. */
function portOf(wanted: string | undefined, protocol: string): string {
  return wanted === undefined || wanted === (protocol === 'https:' ? '443' : '80') ? '' : wanted;
}
