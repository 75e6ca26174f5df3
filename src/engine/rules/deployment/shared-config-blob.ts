import type { ConfigBlob, ConfigBlobUser } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { count, listOf } from '../../model/wording.js';

/** Fewer services, or fewer keys, are quickly told apart. Priors. */
const FEWEST_SERVICES = 3;
const FEWEST_KEYS = 5;
/** One key that a single service reads may have been forgotten there; several make a grab bag. Prior. */
const FEWEST_OWN_KEYS = 2;

/** What frameworks and platforms read of themselves, whether code mentions it or not. */
const OF_FRAMEWORKS = /__|^(?:SPRING|QUARKUS|MICRONAUT|MANAGEMENT|SERVER|EUREKA|LOGGING|ASPNETCORE|DOTNET|JAVA|JDK|JVM|NODE|NPM|NEXT|VITE|REACT_APP|DJANGO|FLASK|RAILS|RACK|PHP|APP_ENV|GIN|GO|RUST|PYTHON|OTEL|AWS|AZURE|GOOGLE|GCP|KUBERNETES|PG|TZ|LANG|PATH|HTTPS?_PROXY|NO_PROXY|ENV|PORT)(?:_|$)/;

export const sharedConfigBlob: Rule = {
  id: 'shared-config-blob',
  severity: 'warning',
  preset: 'recommended',
  title: 'One bag of settings for many services',
  why: 'Whoever changes a value for one service changes the configuration of all that get the whole bag: they are restarted together, they see each other\'s secrets, and nobody dares to remove a key. It counts where three services or more take all variables of one `env_file`, ConfigMap or Secret, and their code shows that each reads other ones. Keys that frameworks read by themselves are left out, as are services whose code mentions none of the keys.',
  remedy: 'Give each service a file or a ConfigMap of its own, and keep common only what all of them read.',
  ignoreWhen: 'The bag is for a developer\'s machine alone.',
  noFix: 'code may read a key by a name that it computes, so a service that is given only the keys it mentions may miss one at run time.',

  *check({ graph }) {
    const seen = new Set<string>();
    for (const blob of graph.configBlobs) {
      const report = inspect(blob);
      // Each environment has its own copy.
      if (report === undefined || seen.has(blob.name)) continue;
      seen.add(blob.name);
      yield report;
    }
  },
};

function inspect({ name, site, isSecret, keys, users }: ConfigBlob): Report | undefined {
  // Of code that mentions no key nobody knows what it reads.
  const known = users.filter(({ element, mentions }) => isBusinessService(element) && mentions.size > 0);
  const services = logicalServices(known, ({ element }) => element);
  if (services.length < FEWEST_SERVICES || keys.length < FEWEST_KEYS) return undefined;
  const own = keys.filter(({ name: key }) => !OF_FRAMEWORKS.test(key)).flatMap(({ name: key, site: place }) => {
    const readers = services.filter((group) => group.some(({ mentions }) => mentions.has(key)));
    // A gateway or a page that gets the bag, too, may read it.
    if (users.some(({ element, mentions }) => !isBusinessService(element) && mentions.has(key))) return [];
    const [reader, another] = readers;
    return reader === undefined || another !== undefined ? [] : [{ key, place, reader: reader[0] }];
  });
  const readers = [...new Set(own.map(({ reader }) => reader))];
  if (own.length < FEWEST_OWN_KEYS || readers.length < 2) return undefined;
  const names = services.map(([{ element }]) => element.name);
  const keysOf = (user: ConfigBlobUser): string => listOf(own.filter(({ reader }) => reader === user).map(({ key }) => key));
  return {
    site,
    message:
      `${listOf(names)} all get the ${count(keys.length, 'key')} of ${isSecret ? 'the Secret ' : ''}${name}, though ${listOf(readers.map((reader) => `only ${reader.element.name} reads ${keysOf(reader)}`))}: ` +
      'a change for one of them restarts all, and each sees what is meant for the others. Give each service only the keys that it reads.',
    related: services.map(([{ element, site: place }]) => ({ site: place, message: `${element.name} takes all of it here` })),
    elements: services.map(([{ element }]) => element),
  };
}
