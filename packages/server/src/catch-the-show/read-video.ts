import { Secret } from '../secret/secret.ts';
import { flagMember, textMember, textsMember } from './members.ts';

/** A video, as the vendor knows it. `undefined`: its answer does not say. */
export interface Video {
  readonly id: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** Whether it plays without a credential. */
  readonly isPublic: boolean | undefined;
  readonly tags: readonly string[] | undefined;
  readonly streamUrl: string | undefined;
}

/** A live stream. */
export interface LiveStream extends Video {
  /** Where the broadcaster sends the picture. Whoever knows it can go on air, so it is wrapped; `reveal()` it to an encoder only. */
  readonly rtmpIngestUrl: Secret | undefined;
}

/** What a video or live stream is made of. */
export interface NewVideo {
  readonly title: string;
  readonly description?: string;
  /** Whether it plays without a credential. Default false. */
  readonly isPublic?: boolean;
  readonly tags?: readonly string[];
}

/** The body that creates one, as the document prints it. */
export function videoBody({ title, description, isPublic = false, tags }: NewVideo): unknown {
  return { title, description, is_public: isPublic, tags };
}

/** @returns `undefined` for what is no video. */
export function readVideo(answer: unknown): Video | undefined {
  const id = textMember(answer, 'id');
  if (id === undefined || id === '') return undefined;
  return {
    id,
    title: textMember(answer, 'title'),
    description: textMember(answer, 'description'),
    isPublic: flagMember(answer, 'is_public'),
    tags: textsMember(answer, 'tags'),
    streamUrl: textMember(answer, 'stream_url'),
  };
}

/** @returns `undefined` for what is no live stream. */
export function readLiveStream(answer: unknown): LiveStream | undefined {
  const video = readVideo(answer);
  const ingest = textMember(answer, 'rtmp_ingest_url');
  return (
    video && { ...video, rtmpIngestUrl: ingest === undefined ? undefined : new Secret(ingest) }
  );
}
