import type { FaultAction, FaultPlace } from '@playgate/sandbox';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';

/** Before the first byte of the body: what browsers lost before the answer they would send again by themselves. */
export const CUT: FaultAction = { action: 'transport', limitBytes: 0, ending: 'reset' };

type Inflict = (stage: MatrixStage) => Promise<void>;

/** A fault of the media server. */
export const media =
  (
    where: FaultPlace | string,
    action: FaultAction | ((stage: MatrixStage) => FaultAction),
    times?: number,
  ): Inflict =>
  async (stage) => {
    const path = typeof where === 'string' ? { path: where } : where;
    await stage.sandbox.addFault({
      where: { listener: 'origin', ...path },
      do: typeof action === 'function' ? action(stage) : action,
      ...(times !== undefined && { times }),
    });
  };

/** Every credential ends at the media server. */
export const expire: Inflict = ({ sandbox }) => sandbox.expireCredentials();

export const revoke: Inflict = ({ sandbox }) => sandbox.revokeCredentials();

/** Several things at once. */
export const all =
  (...faults: readonly Inflict[]): Inflict =>
  async (stage) => {
    for (const fault of faults) await fault(stage);
  };

/**
 * Serves an asset's media playlists with other URIs.
 *
 * @param spell Makes one, of where it leads: an absolute URL of the media server.
 */
export const playlistsWith =
  (asset: string, spell: (url: URL, stage: MatrixStage) => string): Inflict =>
  async (stage) => {
    const { origin } = stage.sandbox.addresses;
    const film = asset.split('/')[1] ?? '';
    for (const rendition of ['144p', '240p', '360p', 'snd']) {
      const base = `${origin}/${asset}/${rendition}/`;
      const text = await (await fetch(`${origin}/open/${film}/${rendition}/index.m3u8`)).text();
      const spelled = (uri: string): string => spell(new URL(uri, base), stage);
      const body = text
        .replaceAll(/URI="([^"]+)"/g, (_, uri: string) => `URI="${spelled(uri)}"`)
        .replaceAll(/^(?!#)(\S+)$/gm, spelled);
      await media(`^/${asset}/${rendition}/index\\.m3u8$`, { action: 'status', status: 200, body })(
        stage,
      );
    }
  };
