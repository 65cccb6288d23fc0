import { createPassClient } from '@playgate/client';
import { attachIbmEmbed } from '@playgate/client/ibm-embed';
import { PlaygateProvider } from '@playgate/react';
import { IbmEmbed } from '@playgate/react/ibm-embed';
import type { IbmEmbedHandle } from '@playgate/react/ibm-embed';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

/** What the tests read and use. */
export interface IbmRecord {
  readonly events: string[];
  embed?: IbmEmbedHandle;
}

const record: IbmRecord = { events: [] };
Reflect.set(window, 'record', record);
const client = createPassClient({ endpoint: '/pass' });
Reflect.set(window, 'client', client);
const query = new URLSearchParams(location.search);
const [asset, src] = [query.get('asset') ?? '', query.get('src') ?? undefined];

function Embed() {
  const told = {
    title: 'Film',
    onReady(embed: IbmEmbedHandle) {
      record.embed = embed;
      record.events.push('ready');
    },
    onEvent: (name: string, value: unknown) => void record.events.push(`${name} ${String(value)}`),
  };
  if (src !== undefined) return <IbmEmbed {...told} src={src} />;
  return <IbmEmbed {...told} asset={asset} fallback={<p>One moment</p>} />;
}

const frame = document.querySelector<HTMLIFrameElement>('#plain');
const root = document.querySelector('#root');
if (query.has('plain') && frame) {
  frame.hidden = false;
  const embed = attachIbmEmbed(frame, { client, asset });
  record.embed = embed;
  embed.player.listen((name, value) => record.events.push(`${name} ${String(value)}`));
} else if (root)
  createRoot(root).render(
    <StrictMode>
      <PlaygateProvider client={client}>
        <Embed />
      </PlaygateProvider>
    </StrictMode>,
  );
