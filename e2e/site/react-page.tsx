import { createPassClient } from '@playgate/client';
import type { ClientEvent } from '@playgate/client';
import { PlaygateProvider } from '@playgate/react';
import { ProtectedPlayer } from '@playgate/react/player';
import '@playgate/videojs/playgate.css';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'video.js/dist/video-js.css';

/** What the tests read: everything the component told, in order. */
export interface ReactRecord {
  readonly events: ClientEvent[];
  readonly phases: string[];
  waiting: number;
  errors: number;
}

const record: ReactRecord = { events: [], phases: [], waiting: 0, errors: 0 };
Reflect.set(window, 'record', record);
const client = createPassClient({
  endpoint: '/pass',
  onEvent: (event) => record.events.push(event),
});
const query = new URLSearchParams(location.search);

function Page() {
  const [shown, show] = useState(true);
  const [other, setOther] = useState(false);
  const asset = query.get(other ? 'other' : 'asset') ?? '';
  const src = query.get(other ? 'otherSrc' : 'src') ?? '';
  return (
    <>
      {shown && (
        <ProtectedPlayer
          asset={asset}
          src={src}
          type="application/x-mpegURL"
          controls
          autoPlay
          muted
          style={{ width: 640 }}
          onReady={(player) => {
            let started = false;
            player.on('playing', () => (started = true));
            player.on('waiting', () => (record.waiting += started ? 1 : 0));
            player.on('error', () => (record.errors += 1));
          }}
          onStateChange={(state) => record.phases.push(state.phase)}
        />
      )}
      <button onClick={() => show(!shown)}>{shown ? 'Unmount' : 'Mount'}</button>
      <button onClick={() => setOther(true)}>Other film</button>
    </>
  );
}

const root = document.querySelector('#root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <PlaygateProvider client={client}>
        <Page />
      </PlaygateProvider>
    </StrictMode>,
  );
