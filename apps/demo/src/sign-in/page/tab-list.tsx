import { useObservable } from '@playgate/react';
import type { ReactNode } from 'react';
import { SIGN_IN_PATH } from '../sign-in-path.ts';
import type { TabLink } from '../tabs/link-tabs.ts';
import type { Standing } from '../tabs/tab-news.ts';
import { findAccount } from '../../visit/accounts.ts';
import type { WayRecorder } from '../way-recorder.ts';

interface TabListProps {
  readonly recorder: WayRecorder;
  readonly link: TabLink;
}

/** The tabs that have this page open, and where each of them stands. */
export function TabList({ recorder, link }: TabListProps): ReactNode {
  const { standings, lastRefresher } = useObservable(recorder.record);
  const there = useObservable(link.there);
  return (
    <div className="tabs-part">
      <div className="board-head">
        <h3>Tabs</h3>
        <a className="button" href={SIGN_IN_PATH} target="_blank" rel="noopener">
          Open another tab
        </a>
      </div>
      <ul className="tab-list" aria-label="Tabs with this page">
        {there.map((letter) => (
          <li key={letter} className={`tab tab-${standings[letter]?.status ?? 'pending'}`}>
            <strong>{letter === link.me ? `${letter} (this)` : letter}</strong>
            <span className="tab-state">
              {describe(standings[letter])}
              {letter === lastRefresher && <span className="tab-tag">refreshed last</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function describe(standing: Standing | undefined): string {
  if (standing === undefined || standing.status === 'pending') return 'looking';
  const { status, who, signedOutBy, heardAfterMs = 0 } = standing;
  if (status === 'signed-in') return `signed in as ${findAccount(who)?.name ?? 'somebody'}`;
  return signedOutBy === undefined
    ? 'nobody signed in'
    : `signed out by tab ${signedOutBy}, ${heardAfterMs} ms later`;
}
