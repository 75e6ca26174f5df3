import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { compareSites, type Site } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { count, listOf } from '../../model/wording.js';

/** Fewer services are quickly moved to another library. */
const FEWEST_SERVICES = 3;

/** Libraries with which programs send traces and metrics to one vendor, by the vendor. Those that catch errors alone are left out. */
const VENDORS: readonly (readonly [vendor: string, library: RegExp])[] = [
  ['Datadog', /^(?:dd-trace|ddtrace|datadog-metrics|Datadog\.Trace(?:\..+)?|com\.datadoghq:dd-trace-(?:api|ot)|(?:github\.com\/DataDog|gopkg\.in\/DataDog)\/dd-trace-go\S*)$/],
  ['New Relic', /^(?:newrelic|newrelic_rpm|NewRelic\.Agent(?:\..+)?|com\.newrelic\.agent\.java:newrelic-api|github\.com\/newrelic\/go-agent\S*)$/],
  ['Elastic APM', /^(?:elastic-apm(?:-node)?|Elastic\.Apm(?:\..+)?|co\.elastic\.apm:.+|go\.elastic\.co\/apm\S*)$/],
  ['Application Insights', /^(?:applicationinsights|Microsoft\.ApplicationInsights(?:\..+)?|com\.microsoft\.azure:applicationinsights-.+|opencensus-ext-azure)$/],
  ['AWS X-Ray', /^(?:aws-xray-sdk(?:-.+)?|AWSXRayRecorder(?:\..+)?|com\.amazonaws:aws-xray-recorder-sdk-.+|github\.com\/aws\/aws-xray-sdk-go\S*)$/],
  ['AppDynamics', /^(?:appdynamics|AppDynamics\.Agent(?:\..+)?|com\.appdynamics:.+)$/],
  ['Instana', /^(?:@instana\/.+|instana|com\.instana:.+|github\.com\/instana\/go-sensor\S*|Instana\.Tracing(?:\..+)?)$/],
  ['Dynatrace', /^(?:@dynatrace\/oneagent(?:-sdk)?|oneagent-sdk|com\.dynatrace\.oneagent\.sdk\.java:.+|Dynatrace\.OneAgent\.Sdk)$/],
];

/** The neutral interface, behind which the vendor can change. */
const OPEN_TELEMETRY = /opentelemetry/i;

interface Use {
  readonly element: Element;
  readonly vendor: string;
  readonly library: string;
  readonly site: Site;
}

export const telemetryStackLockIn: Rule = {
  id: 'telemetry-stack-lock-in',
  severity: 'info',
  preset: 'strict',
  title: 'Services are instrumented with the library of one vendor',
  why: 'A library of one vendor in the code of every service makes the choice of a tracing or metrics product a change to all of them at once, and its upgrades and faults reach all. Services that also use OpenTelemetry, or are instrumented by an agent from outside, can change the product without a change to their code.',
  remedy: 'Instrument with OpenTelemetry, send to a collector, and let the collector know the vendor.',
  ignoreWhen: 'The organisation has settled on the vendor for good, or its features are what the services are instrumented for.',
  noFix: 'another library is another interface in every place that uses it, which no edit of a dependency changes.',
  sources: ['https://opentelemetry.io/docs/what-is-opentelemetry/'],

  *check({ graph }) {
    const uses = [...usesOf(graph)].sort((a, b) => compareSites(a.site, b.site));
    const services = [...graph.elements.values()].filter(isBusinessService).length;
    for (const group of groupBy(uses, ({ vendor }) => vendor).values()) {
      const users = [...new Set(group.map(({ element }) => element))];
      if (users.length >= FEWEST_SERVICES) yield toReport(group, users, services);
    }
  },
};

function* usesOf({ elements }: CouplingGraph): Iterable<Use> {
  for (const element of elements.values()) {
    if (!isBusinessService(element) || element.dependencies.some(({ name }) => OPEN_TELEMETRY.test(name))) continue;
    for (const { name, site } of element.dependencies) {
      const vendor = VENDORS.find(([, library]) => library.test(name))?.[0];
      if (vendor !== undefined) yield { element, vendor, library: name, site };
    }
  }
}

function toReport(group: readonly [Use, ...Use[]], users: readonly Element[], services: number): Report {
  const [{ vendor, library, site }] = group;
  const places = uniqueBy(group, (use) => siteKey(use.site)).slice(1);
  return {
    site,
    message:
      `${users.length} of ${count(services, 'service')} are instrumented with the library of ${vendor} (${library}): ${listOf(users.map(({ name }) => name))}. Another product means a change to all of them. ` +
      'Instrument with OpenTelemetry and let a collector send to the vendor.',
    related: places.map(({ element, library: other, site: place }) => ({ site: place, message: `${element.name} uses ${other}` })),
    elements: users,
  };
}
