import type { Database, DatabaseClient, Element } from '../../model/graph.js';
import { extractDatabase } from '../../model/database-extraction.js';
import type { Report, Rule } from '../../model/rule.js';
import { listOf } from '../../model/wording.js';
import { sharedTables } from './shared-tables.js';
import { clientsOfSharedDatabase, ownerOf, wholeDatabases } from './database-clients.js';

export const datastoreReachIn: Rule = {
  id: 'datastore-reach-in',
  severity: 'error',
  preset: 'recommended',
  title: 'A service opens the database of another one',
  why: 'Whoever reads or writes the tables of another service depends on everything inside of it: its owner cannot change, move or clean up data without breaking somebody who never asked. A database is taken to belong to the service that it, or its server, is named after, where that service uses it itself. Without an owner the same is reported as a shared database.',
  remedy: 'Ask the owner through its interface, or keep a copy of the data that its events maintain.',
  ignoreWhen: 'The owner publishes the tables for reading, as a view with a promise to keep it, or the two are being merged.',

  *check({ graph }) {
    // Services that meet in one table have a finding that says which.
    const told = new Set([...sharedTables(graph)].filter(({ isOfAll }) => isOfAll).map(({ database }) => database.id));
    for (const database of wholeDatabases(graph.databases)) {
      if (told.has(database.id)) continue;
      const clients = clientsOfSharedDatabase(database);
      const owner = ownerOf(database, clients);
      if (owner !== undefined) yield toReport(database, owner, clients.filter((client) => client !== owner));
    }
  },
};

function toReport({ datastore, name }: Database, owner: DatabaseClient, intruders: readonly DatabaseClient[]): Report {
  const [first, ...rest] = intruders as readonly [DatabaseClient, ...DatabaseClient[]];
  const names = intruders.map(({ element }) => element.name);
  const isOne = rest.length === 0;
  const extraction = extractDatabase(datastore, intruders);
  return {
    site: first.site,
    severity: name === undefined ? 'warning' : 'error',
    message:
      `${listOf(names)} ${isOne ? 'opens' : 'open'} ${whatIs(datastore, name)}, which belongs to ${owner.element.name}: a change to its tables breaks ${isOne ? 'it' : 'them'} without warning. ` +
      `Ask ${owner.element.name} through its interface, or keep a copy that its events maintain.`,
    related: [
      ...rest.map(({ element, site }) => ({ site, message: `${element.name} opens it too` })),
      { site: owner.site, message: `${owner.element.name} uses it` },
      { site: datastore.definedAt[0], message: `${datastore.name} is declared here` },
    ],
    elements: [...intruders.map(({ element }) => element), owner.element, datastore],
    relations: intruders.map(({ relation }) => relation),
    fixes: extraction ? [extraction] : [],
  };
}

function whatIs({ name: server }: Element, name: string | undefined): string {
  return name === undefined ? server : `the database ${name} in ${server}`;
}
