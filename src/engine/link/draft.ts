import type { NetworkServiceFact, StartCommand, UnitFact } from '../model/deployment-facts.js';
import type { ElementKind, Role } from '../model/graph.js';
import type { Path, Site } from '../model/text.js';

/** An element while it is being put together; relations are made between drafts. */
export interface Draft {
  readonly name: string;
  readonly kind: ElementKind;
  readonly role: Role;
  readonly engine?: string;
  readonly isTask: boolean;
  readonly aliases: Set<string>;
  readonly group?: string;
  readonly definedAt: Site[];
  readonly units: readonly UnitFact[];
  readonly services: readonly NetworkServiceFact[];
  readonly codeFolders: readonly Path[];
  /** What its image starts, where no unit says otherwise. */
  readonly imageCommand?: StartCommand;
  /** Set once something outside is known to reach it. */
  isEntry: boolean;
}

/** A draft of something that no unit runs: a gateway resource, an external system, a library. */
export function bareDraft(kind: ElementKind, name: string, definedAt: readonly Site[], codeFolders: readonly Path[] = []): Draft {
  return {
    name, kind, role: 'infra', isTask: false, aliases: new Set(), definedAt: [...definedAt], units: [], services: [], codeFolders, isEntry: false,
  };
}
