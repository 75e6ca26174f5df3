import { groupBy } from '../../model/collections.js';
import type { Relation } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { listOf } from '../../model/wording.js';

/** Places of one import that are shown; the others are like them. */
const MOST_PLACES = 10;

/** Files that hold types alone. */
const TYPES = /(?:^|\/)types?\.[cm]?ts$|\.d\.[cm]?ts$/;

export const crossServiceSourceImport: Rule = {
  id: 'cross-service-source-import',
  severity: 'error',
  preset: 'recommended',
  title: 'A service is built with the source of another one',
  why: 'What a service imports from another one it knows from the inside. Neither can change, be built or be released without the other, and they run on two copies of the same rules until both are redeployed. That is one program in two processes.',
  remedy: 'Move what both need into a package of its own, best one of contracts alone, or ask the other service while running.',
  ignoreWhen: 'The two are one service in two processes, released together on purpose: give them one folder and one build.',
  noFix: 'moving code to a package of its own changes builds, names and owners on both sides; taking the import out alone breaks the build.',

  *check({ graph }) {
    // How one service is put together is one decision, whatever runs the same code (rules.md, G8).
    for (const relations of groupBy(graph.relations.filter(isSourceImport), ({ from }) => from.codeFolders[0] ?? from.id).values()) {
      const [{ from }] = relations;
      const [first, ...others] = relations.filter((relation) => relation.from === from);
      if (first !== undefined) yield toReport([first, ...others]);
    }
  },
};

function toReport(relations: readonly [Relation, ...Relation[]]): Report {
  const [{ from, evidence: [first] }] = relations;
  const names = listOf(relations.map(({ to }) => to.name));
  const others = relations.flatMap(({ to, evidence }) => evidence.filter((piece) => piece !== first).slice(0, MOST_PLACES).map(({ site }) => ({ site, message: `${from.name} takes source of ${to.name} here, too` })));
  // The types of another one bind the builds together, and leave nothing of it in the running program.
  const areTypes = relations.every(({ evidence }) => evidence.every(({ site: { path } }) => TYPES.test(path)));
  return {
    site: first.site,
    ...(areTypes && { severity: 'warning' as const }),
    message: `${from.name} is built with the source of ${names}: ${relations.length === 1 ? 'the two' : 'they'} cannot change or be released apart. Move what ${relations.length === 1 ? 'both' : 'they'} need into a package of its own, or call ${names} instead.`,
    related: [...others, ...relations.map(({ to }) => ({ site: to.definedAt[0], message: `${to.name} is declared here` }))],
    elements: [from, ...relations.map(({ to }) => to)],
    relations,
  };
}

/** Between modules of one deployable imports are their business; pages that a service hands out belong to it. */
function isSourceImport({ kind, from, to }: Relation): boolean {
  return kind === 'imports' && isBusinessService(from) && isBusinessService(to) && !from.isUserInterface && !to.isUserInterface;
}
