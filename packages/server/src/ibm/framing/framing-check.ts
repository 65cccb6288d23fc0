import { checkedUrl } from '../../doctor/checked-url.ts';
import { createDoctorCheck } from '../../doctor/create-doctor-check.ts';
import type { DoctorCheck, DoctorFinding } from '../../doctor/doctor-check.ts';
import { findingsOf } from '../../doctor/findings-of.ts';
import { probe } from '../../doctor/probe.ts';
import { isFramedByAnybody, mayFrame, readFrameAncestors } from './frame-ancestors.ts';

/** Options of `framingCheck`. */
export interface FramingCheckOptions {
  readonly id: string;
  /** A page of one's own that the vendor's player opens in a frame. */
  readonly url: string;
  /** The origins of every page around it. */
  readonly framedBy: readonly string[];
}

/** Says whether a browser shows a page inside the vendor's player, and keeps its cookies there. */
export function framingCheck({ id, url, framedBy }: FramingCheckOptions): DoctorCheck {
  const page = checkedUrl(url, 'entryUrls');
  return createDoctorCheck({ id, title: `the page ${page.pathname}` }, async (context) => {
    const { status, headers } = await probe(page, { method: 'GET' }, context);
    const settings = { id, framedBy, self: page.origin };
    const found = [...framingFaults(headers, settings), ...cookieFaults(headers, id)];
    if (status === 404 || status >= 500)
      found.push(
        findingsOf(id).problem(
          `The page answers with status ${status}.`,
          'Serve ibmHashlockEntry or ibmViewerAuthEntry at this address.',
        ),
      );
    return found.length > 0 ? found : [findingsOf(id).ok('The page may be shown in the player.')];
  });
}

interface FramingSettings extends Pick<FramingCheckOptions, 'id' | 'framedBy'> {
  /** The page's origin. */
  readonly self: string;
}

function framingFaults(headers: Headers, { id, framedBy, self }: FramingSettings): DoctorFinding[] {
  const { problem, warning } = findingsOf(id);
  const faults: DoctorFinding[] = [];
  if (headers.has('x-frame-options'))
    faults.push(
      problem(
        'The page has X-Frame-Options, which knows no list of origins: browsers do not show it in the player.',
        'Take the header out for this page, and say frame-ancestors in Content-Security-Policy.',
      ),
    );
  const ancestors = readFrameAncestors(headers.get('content-security-policy') ?? '');
  const missing = framedBy.filter((origin) => !mayFrame(ancestors, origin, self));
  if (missing.length > 0)
    faults.push(
      problem(
        `frame-ancestors of the page lacks ${missing.join(', ')}: browsers do not show it in the player there.`,
        'List the vendor and every page around its player: embeddedIn of the handler does.',
      ),
    );
  if (isFramedByAnybody(ancestors))
    faults.push(
      warning(
        'The page may be framed by anybody, who could then have viewers sign in to a page of theirs.',
        'Say frame-ancestors in Content-Security-Policy, as the handlers here do.',
      ),
    );
  return faults;
}

function cookieFaults(headers: Headers, id: string): DoctorFinding[] {
  const lost = headers
    .getSetCookie()
    .filter((cookie) => !/;\s*samesite=none\b/i.test(cookie) || !/;\s*secure\b/i.test(cookie));
  if (lost.length === 0) return [];
  return [
    findingsOf(id).warning(
      'The page sets a cookie that browsers do not send back inside a frame of another site.',
      'Set it with SameSite=None; Secure; Partitioned, or keep the sign-in in one visit, as a form that posts to itself does.',
    ),
  ];
}
