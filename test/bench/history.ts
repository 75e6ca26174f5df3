import { resolve } from 'node:path';
import { withHistory } from '../../src/engine/history/index.js';
import type { Element } from '../../src/engine/model/graph.js';
import { createHistoryReader } from '../../src/hosts/node/history-reader.js';
import { element, graph } from '../support/graphs.js';

/** More than any repository has, so that its size alone decides. */
const MONTHS = 600;

/**
 * Reads the history of a repository and counts the common changes of its top folders, as if each were a service.
 * Without a repository it only loads: what remains is the cost.
 */
const [root] = process.argv.slice(2);
if (root === undefined) process.exit();
const history = await createHistoryReader().read([{ root: resolve(root), prefix: '' }], MONTHS);
if (history === undefined) throw new Error(`${root} has no history`);
const folders = new Set(history.paths.flatMap((path) => /^([^/]+)\//.exec(path)?.[1] ?? []));
const services = [...folders].sort().map((name): Element => element(name, { codeFolders: [name] }));
const { changes } = withHistory(graph([], [], services), history, MONTHS);
console.log(JSON.stringify({ commits: history.commits.length, pairs: changes.levels.map(({ pairs }) => pairs.length) }));
