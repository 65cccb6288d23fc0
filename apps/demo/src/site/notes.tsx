import type { ReactNode } from 'react';

interface NotesProps {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** What is happening on a page, and why. */
export function Notes({ title, paragraphs }: NotesProps): ReactNode {
  return (
    <section className="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  );
}
