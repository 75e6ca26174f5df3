import { groupBy } from '../../model/collections.js';
import type { Database } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { compareText } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

export const sharedDatabaseServer: Rule = {
  id: 'shared-database-server',
  severity: 'info',
  preset: 'strict',
  title: 'Services keep their databases on one server',
  why: 'Databases of their own keep data apart, but a common server is still a common point of failure: its load, its upgrades and its outages reach all services at once. That is often a fair price, so this is information. Services that use one and the same database have a rule of their own, as have hubs that run once.',
  remedy: 'Give the services that must stay up independently a server of their own, or a managed one that is replicated.',
  ignoreWhen: 'A common server is a choice of cost, and its outages may stop all of these services.',
  noFix: 'a second server is a matter of cost and of moving data.',

  *check({ graph }) {
    const named = graph.databases.filter(({ name, datastore }) => name !== undefined && datastore.units.length > 0);
    for (const databases of groupBy(named, ({ datastore }) => datastore.id).values()) {
      const report = inspect(databases);
      if (report) yield report;
    }
  },
};

function inspect(databases: readonly [Database, ...Database[]]): Report | undefined {
  const { datastore } = databases[0];
  // Two services of one database are the matter of shared-database-schema; each counts with the first database that it uses.
  const clients = databases.flatMap(({ name, clients: users }) => users.filter(({ element, relation }) => isBusinessService(element) && relation.confidence !== 'inferred').map((client) => ({ ...client, name: name ?? '' })));
  const services = logicalServices([...clients].sort((a, b) => compareText(a.element.name, b.element.name)), ({ element }) => element).map(([first]) => first);
  const separate = [...groupBy(services, ({ name }) => name).values()].map(([first]) => first);
  if (separate.length < 2) return undefined;
  return {
    site: datastore.definedAt[0],
    message:
      `${listOf(separate.map(({ element, name }) => `${element.name} (${name})`))} keep their databases on one server, ${datastore.name}: its load, upgrades and outages reach all of them. ` +
      'Give those that must stay up independently a server of their own, or accept it.',
    related: separate.map(({ element, site }) => ({ site, message: `${element.name} connects here` })),
    elements: [datastore, ...separate.map(({ element }) => element)],
    relations: separate.map(({ relation }) => relation),
  };
}
