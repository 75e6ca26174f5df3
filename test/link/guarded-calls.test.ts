import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('java'));

const client = (name: string, host: string): string => `package shop;
import org.springframework.web.reactive.function.client.WebClient;
class ${name} {
  private final WebClient.Builder builder;
  Mono<Answer> load() { return builder.build().get().uri("http://${host}/all").retrieve().bodyToMono(Answer.class); }
}
`;

/** Calls of a program `front` with two clients, as `calls visits breaker=unknown fallback`. */
function calls(caller: string, build = 'eclipse-temurin:21', dependency = 'spring-boot-starter-webflux'): string[] {
  const { relations } = linkTexts({
    'compose.yaml': 'services:\n  front: { build: front }\n  visits: { build: visits }\n  owners: { build: owners }\n',
    'visits/Dockerfile': 'FROM scratch\n',
    'owners/Dockerfile': 'FROM scratch\n',
    'front/Dockerfile': `FROM ${build}\n`,
    'front/pom.xml': `<project><artifactId>front</artifactId><dependencies><dependency><groupId>g</groupId><artifactId>${dependency}</artifactId></dependency></dependencies></project>`,
    'front/src/main/java/shop/VisitClient.java': client('VisitClient', 'visits'),
    'front/src/main/java/shop/OwnerClient.java': client('OwnerClient', 'owners'),
    'front/src/main/java/shop/Overview.java': caller,
  });
  return relations.map(({ kind, to, care }) => `${kind} ${to.name} breaker=${care.hasBreaker}${care.hasFallback ? ' fallback' : ''}`).sort();
}

const overview = (body: string): string => `package shop;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreakerFactory;
class Overview {
  private final VisitClient visits;
  private final OwnerClient owners;
  private final ReactiveCircuitBreakerFactory breakers;
  ${body}
}
`;

test('a client of another file that is called under a breaker may always be called so', () => {
  const under = ['calls owners breaker=false', 'calls visits breaker=unknown fallback'];
  expect(calls(overview('@CircuitBreaker(name = "v", fallbackMethod = "none") Mono<A> all() { return visits.load(); } Mono<A> some() { return owners.load(); }'))).toEqual(under);
  expect(calls(overview('Mono<A> all() { return owners.load().flatMap(o -> visits.load().transform(it -> { var b = breakers.create("v"); return b.run(it, e -> none()); })); }'))).toEqual(under);
  expect(calls(overview('Mono<A> all() { owners.load(); return breakers.create("v").run(visits.load(), e -> none()); }'))).toEqual(under);
});

test('without a breaker anywhere, and without a fallback', () => {
  expect(calls(overview('Mono<A> all() { return visits.load(); }'))).toEqual(['calls owners breaker=false', 'calls visits breaker=false']);
  expect(calls(overview('@CircuitBreaker(name = "v") Mono<A> all() { return visits.load(); }'))).toEqual(['calls owners breaker=false', 'calls visits breaker=unknown']);
});

test('a gateway that asks services by itself calls them', () => {
  expect(calls(overview('Mono<A> all() { return visits.load(); }'), undefined, 'spring-cloud-starter-gateway')).toEqual(['calls owners breaker=false', 'calls visits breaker=false']);
});
