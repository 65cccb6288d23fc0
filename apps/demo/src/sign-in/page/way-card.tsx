import type { PassClient, ViewerSessionSource } from '@playgate/client';
import { PlaygateProvider, SignedIn } from '@playgate/react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Drawing } from '../../drawing/animate-scene.ts';
import { SignInWays } from '../../visit/sign-in-ways.tsx';
import type { TabLink } from '../tabs/link-tabs.ts';
import type { WayRecorder } from '../way-recorder.ts';
import { SignOutWays } from './sign-out-ways.tsx';
import { TabList } from './tab-list.tsx';
import { WayDrawing } from './way-drawing.tsx';
import { WayTale } from './way-tale.tsx';
import { WhoIsHere } from './who-is-here.tsx';
import type { Fact } from './who-is-here.tsx';

interface WayCardProps {
  readonly title: string;
  readonly summary: string;
  readonly client: PassClient;
  readonly source: ViewerSessionSource;
  /** What is known of the session that lasts. */
  readonly facts: readonly Fact[];
  readonly choices: ReactNode;
  readonly film: ReactNode;
  readonly drawing: Drawing;
  readonly recorder: WayRecorder;
  readonly link: TabLink;
  readonly onSignOut: (isEverywhere: boolean) => Promise<void>;
}

/** One way to sign in. Its parts lie in rows that both cards share. */
export function WayCard(props: WayCardProps): ReactNode {
  const { title, summary, client, source, facts, choices, film, drawing, recorder, link } = props;
  const id = useId();
  return (
    <PlaygateProvider client={client} session={source}>
      <section className="panel way-card" aria-labelledby={id}>
        <header className="way-head">
          <h2 id={id}>{title}</h2>
          <p className="desk-note">{summary}</p>
        </header>
        <WhoIsHere facts={facts} />
        <div className="way-actions">
          <SignedIn fallback={<SignInWays />}>
            <SignOutWays onSignOut={props.onSignOut} />
          </SignedIn>
        </div>
        {choices}
        {film}
        <WayDrawing drawing={drawing} />
        <TabList recorder={recorder} link={link} />
        <WayTale recorder={recorder} />
      </section>
    </PlaygateProvider>
  );
}
