import type { UseFact } from '../../model/code-facts.js';
import type { Fact, Extractor } from '../../model/facts.js';
import { readTypeScript } from '../../syntax/typescript.js';
import { caresForRepetition } from '../../syntax/repeatable.js';
import { mentionedVariables } from '../../syntax/mentioned-variables.js';
import { isScriptPath } from '../script-paths.js';
import { declaredQueues } from './brokers/declared-queues.js';
import { clientDefaultsIn } from './client-defaults.js';
import { configurationsIn } from './configurations.js';
import { constantsIn } from './constants.js';
import { TYPESCRIPT } from './coverage.js';
import { declarationsOf } from './declarations.js';
import { exposedFunctions } from './exposed.js';
import { mayHoldCodeFact } from './prefilter.js';
import { passedIn } from './passed.js';
import { proxyTablesIn } from './proxy-tables.js';
import { Reader } from './reader.js';
import { handlersIn } from './routes.js';
import { usesIn } from './uses.js';

/** Reads the clients, routes and exported constants of JavaScript and TypeScript. */
export const typescriptExtractor: Extractor = {
  id: 'typescript',
  coverage: TYPESCRIPT,
  version: 12,
  accepts: isScriptPath,
  mayMatch: mayHoldCodeFact,
  extract(path, text) {
    try {
      const facts = readTypeScript(path, text, (file): Fact[] => {
        const reader = new Reader(declarationsOf(file));
        const exposed = exposedFunctions(file, reader);
        const repeatable = (uses: readonly UseFact[]): readonly UseFact[] => (caresForRepetition(text) ? uses.map((use) => ({ ...use, isRepeatable: true })) : uses);
        return [
          ...repeatable(usesIn(path, reader, exposed)),
          ...proxyTablesIn(path, file, reader),
          ...handlersIn(path, reader),
          ...constantsIn(path, file, reader),
          ...configurationsIn(path, file, reader),
          ...clientDefaultsIn(path, reader),
          ...declaredQueues(path, reader),
          ...passedIn(path, reader, exposed),
          ...mentionedVariables(path, text),
        ];
      });
      return { facts, problems: [] };
    } catch (error) {
      // Such as an expression nested so deep that the compiler runs out of stack.
      return { facts: [], problems: [{ site: { path, span: { start: 0, end: 0 } }, message: `Not read as TypeScript: ${String(error)}` }] };
    }
  },
};
