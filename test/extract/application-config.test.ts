import { describe, expect, test } from 'vitest';
import { applicationConfigExtractor } from '../../src/engine/extract/application-config.js';
import { loggingConfigExtractor } from '../../src/engine/extract/logging-config/index.js';
import { write } from '../support/code-facts.js';

function keys(path: string, text: string): string[] {
  if (!applicationConfigExtractor.accepts(path)) return ['(not accepted)'];
  return applicationConfigExtractor.extract(path, text).facts.flatMap((fact) =>
    fact.kind === 'configuration' ? [`${fact.key} = ${write(fact.value)}${fact.profile === undefined ? '' : ` @${fact.profile}`}${fact.application === undefined ? '' : ` for ${fact.application}`}`] : []);
}

describe('configuration of applications on the JVM', () => {
  test('documents of one file hold for profiles; place-holders may have fallbacks', () => {
    expect(keys('orders/src/main/resources/application.yml', `
spring.application.name: orders
stock:
  url: \${STOCK_URL:http://\${stock.host:localhost}:8080}
---
spring:
  config.activate.on-profile: docker
stock.url: http://stock:8080
zones: [a, b]
`)).toEqual([
      'spring.application.name = orders',
      'stock.url = ${config:STOCK_URL:-http://${config:stock.host:-localhost}:8080}',
      'spring.config.activate.on-profile = docker @docker',
      'stock.url = http://stock:8080 @docker',
      'zones[0] = a @docker',
      'zones[1] = b @docker',
    ]);
  });

  test('what the build writes into a file is no mistake in it', () => {
    const path = 'orders/src/main/resources/application.yml';
    const text = 'spring:\n  application:\n    name: @artifactId@\n  profiles: { active: "@profiles.active@" }\nmail.from: shop@example.com\nimport: optional:nacos:orders-@profile@.yml\n';
    expect(keys(path, text)).toEqual([
      'spring.application.name = ${config:artifactId}',
      'spring.profiles.active = ${config:profiles.active}',
      'mail.from = shop@example.com',
      'import = optional:nacos:orders-${config:profile}.yml',
    ]);
    expect(applicationConfigExtractor.extract(path, text).problems).toEqual([]);
    expect(keys('src/main/resources/application.properties', 'spring.application.name=@project.artifactId@\n')).toEqual(['spring.application.name = ${config:project.artifactId}']);
  });

  test('properties: separators, continued lines, Quarkus profiles', () => {
    expect(keys('src/main/resources/application-cloud.properties', '# comment\nspring.kafka.bootstrap-servers = a:9092,\\\n  b:9092\n%prod.stock.url: http://stock\n')).toEqual([
      'spring.kafka.bootstrap-servers = a:9092,b:9092 @cloud',
      'stock.url = http://stock @prod',
    ]);
  });

  test('a configuration repository: the file says for which application', () => {
    expect(keys('config-repo/orders-docker.yml', 'server:\n  port: 80\n')).toEqual(['server.port = 80 for orders-docker']);
    expect(keys('config-repo/pipeline.yml', 'stages:\n  - build\n')).toEqual([]);
  });

  test('tests configure nothing', () => {
    expect(keys('src/test/resources/application.yml', 'spring.application.name: orders')).toEqual(['(not accepted)']);
  });

  test('log appenders', () => {
    const { facts } = loggingConfigExtractor.extract('src/main/resources/logback-spring.xml', `
<!-- <destination>old:5000</destination> -->
<appender name="STASH" class="net.logstash.logback.appender.LogstashTcpSocketAppender">
  <destination>\${LOG_HOST:-logstash}:5000</destination>
</appender>
<Appenders><Socket name="s" host="graylog" port="12201"/></Appenders>`);
    expect(facts.map((fact) => (fact.kind === 'use' && fact.target ? write(fact.target) : ''))).toEqual(['${config:LOG_HOST:-logstash}:5000', 'graylog']);
  });
});
