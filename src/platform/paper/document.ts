/** A line of a document: what, and what was recorded. An empty value prints a line to write on by hand. */
export interface PaperRow {
  readonly label: string;
  readonly value: string;
}

export interface PaperSection {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly rows?: readonly PaperRow[];
}

/** Who signs: a place for the signature above role and name. */
export interface PaperSignature {
  readonly role: string;
  readonly name: string;
  readonly agency: string;
}

/** Everything an official document shows; all texts are ready in the reader's language. */
export interface PaperDocument {
  readonly language: 'es' | 'en';
  /** Letter is the usual size in Mexico, A4 elsewhere. */
  readonly size: 'us-letter' | 'a4';
  /** Printed across every page of a training node; empty in production. */
  readonly watermark: string;
  readonly agency: string;
  readonly place: string;
  readonly title: string;
  readonly folioLabel: string;
  readonly folio: string;
  readonly date: string;
  readonly legalBasis: string;
  readonly sections: readonly PaperSection[];
  readonly signatures: readonly PaperSignature[];
  /** A picture of a QR code (SVG text) with what it is for. */
  readonly code: { readonly picture: string; readonly caption: string };
  readonly footer: string;
  /** "Página {page} de {pages}" cut at its blanks: before, between, after. */
  readonly pageWords: readonly [string, string, string];
}

/** A pocket card for the child: no name, only the code and a number to call. */
export interface PaperCard {
  readonly language: 'es' | 'en';
  readonly watermark: string;
  readonly title: string;
  readonly instruction: string;
  readonly helplineLabel: string;
  readonly helpline: string;
  readonly code: string;
  readonly printedNumber: string;
}
