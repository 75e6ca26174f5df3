import { expect, test } from 'vitest';
import { appsettingsExtractor } from '../../src/engine/extract/appsettings.js';
import { write } from '../support/code-facts.js';

function settings(path: string, text: string): string[] {
  if (!appsettingsExtractor.accepts(path)) return ['(not accepted)'];
  return appsettingsExtractor.extract(path, text).facts.flatMap((fact) => (fact.kind === 'configuration' ? [`${fact.profile === undefined ? '' : `[${fact.profile}] `}${fact.key} = ${write(fact.value)}`] : []));
}

test('keys are paths with colons, positions in lists included', () => {
  expect(settings('src/Orders/appsettings.json', '\uFEFF{\n  // where stock is\n  "Services": { "Stock": "http://stock:8080", },\n  "Serilog": { "WriteTo": [ { "Name": "Seq", "Args": { "serverUrl": "http://seq:5341" } } ] }\n}')).toEqual([
    'Services:Stock = http://stock:8080',
    'Serilog:WriteTo:0:Name = Seq',
    'Serilog:WriteTo:0:Args:serverUrl = http://seq:5341',
  ]);
});

test('the file name tells the environment', () => {
  expect(settings('src/Orders/appsettings.Production.json', '{ "ConnectionStrings": { "Orders": "Server=sql;Database=orders" } }')).toEqual(['[Production] ConnectionStrings:Orders = Server=sql;Database=orders']);
  expect(settings('src/Orders/bin/Debug/appsettings.json', '{}')).toEqual(['(not accepted)']);
});

test('routes of Ocelot are known by what is in them', () => {
  const routes = '{ "Routes": [ { "DownstreamPathTemplate": "/{all}", "DownstreamHostAndPorts": [ { "Host": "orders", "Port": 80 } ] } ] }';
  expect(settings('src/Gateway/configuration.json', routes)).toContain('Routes:0:DownstreamHostAndPorts:0:Host = orders');
  expect(settings('src/Web/configuration.json', '{ "a": "b" }')).toEqual([]);
});

test('a comment inside a text is none, and offsets stay', () => {
  const text = '{ /* x */ "Url": "http://a" } // end';
  const [fact] = appsettingsExtractor.extract('appsettings.json', text).facts;
  expect(fact?.kind === 'configuration' && text.slice(fact.site.span.start, fact.site.span.end)).toBe('http://a');
});
