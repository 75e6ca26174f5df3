/** What an exported graph was made from. */
export interface Origin {
  /** Of this extension. */
  readonly version: string;
  /** ISO date; absent where the same input must give the same bytes. */
  readonly date?: string;
  /** Abbreviated hash of the commit that was checked out, of each repository; absent without git. */
  readonly commit?: string;
}

/** What of a graph is exported. */
export interface ExportScope {
  /** Ids of elements. */
  readonly elements: readonly string[];
  /** Ids of relations. */
  readonly relations: readonly string[];
  /** How many relations the graph has. */
  readonly total: number;
}

/** "Coupling Lens 0.1.0, 2026-11-30, commit 1a2b3c4; 31 of 43 relations, 12 left out". */
export function originLine({ version, date, commit }: Origin, shown: number, total: number): string {
  const made = [`Coupling Lens ${version}`, ...(date === undefined ? [] : [date]), ...(commit === undefined ? [] : [`commit ${commit}`])].join(', ');
  return `${made}; ${shown} of ${total} relations${shown < total ? `, ${total - shown} left out` : ''}`;
}
