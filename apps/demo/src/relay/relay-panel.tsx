import type { ReactNode } from 'react';
import { useStreams } from './use-streams.ts';
import type { Stream } from './use-streams.ts';

/** What pages may ask of the vendor's API, through the backend. */
export function RelayPanel(): ReactNode {
  const streams = useStreams();
  return (
    <section className="panel relay" aria-labelledby="relay-title">
      <h2 id="relay-title">Asked through the relay</h2>
      <p className="desk-note">
        This list is the vendor’s, fetched by the page. The backend adds the key, passes on the one
        call that it lists, and hands back the members that it lists. The vendor’s answer has more:
        where a stream is sent to stays in the backend, since whoever knows it can go on air.
      </p>
      <Streams streams={streams} />
    </section>
  );
}

function Streams({ streams }: { readonly streams: ReturnType<typeof useStreams> }): ReactNode {
  if (streams === undefined) return <p className="relay-list">Asking…</p>;
  if (streams === 401) return <p className="relay-list">Sign in to see it.</p>;
  if (typeof streams === 'number') return <p className="relay-list">No answer ({streams}).</p>;
  const members = [...new Set(streams.flatMap((stream) => Object.keys(stream)))];
  return (
    <div className="relay-list">
      <table>
        <thead>
          <tr>
            {members.map((member) => (
              <th key={member} scope="col">
                <code>{member}</code>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {streams.map((stream) => (
            <StreamRow key={stream.id} stream={stream} members={members} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface StreamRowProps {
  readonly stream: Stream;
  readonly members: readonly string[];
}

function StreamRow({ stream, members }: StreamRowProps): ReactNode {
  return (
    <tr>
      {members.map((member) => (
        <td key={member}>{[stream[member]].flat().join(', ')}</td>
      ))}
    </tr>
  );
}
