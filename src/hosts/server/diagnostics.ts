import type { Diagnostic } from 'vscode-languageserver/node';

/** Publishes diagnostics, and only those files' that changed. */
export interface DiagnosticPublisher {
  /** Replaces everything published before; files that are not named any more are cleared. */
  publish(byUri: ReadonlyMap<string, readonly Diagnostic[]>): void;
}

/** @param send publishes the diagnostics of one file */
export function createDiagnosticPublisher(send: (uri: string, diagnostics: Diagnostic[]) => void): DiagnosticPublisher {
  let published = new Map<string, string>();
  return {
    publish(byUri) {
      for (const uri of published.keys()) if (!byUri.has(uri)) send(uri, []);
      const next = new Map<string, string>();
      for (const [uri, diagnostics] of byUri) {
        const digest = JSON.stringify(diagnostics);
        if (published.get(uri) !== digest) send(uri, [...diagnostics]);
        next.set(uri, digest);
      }
      published = next;
    },
  };
}
