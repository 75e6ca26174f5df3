import { expect, test } from 'vitest';
import { serverConfigExtractor } from '../../src/engine/extract/server-config/index.js';
import { nginxDirectives } from '../../src/engine/syntax/nginx.js';
import { endpointsOf } from '../support/server-endpoints.js';

test('requests go to servers, through upstreams, in blocks of any depth', () => {
  expect(endpointsOf('nginx.conf', `
worker_processes auto; # proxy_pass http://nobody;
http {
  upstream orders { least_conn; server orders-1:8080 weight=5; server orders-2:8080 backup; keepalive 16; }
  server {
    listen 80;
    location = /health { return 200 "proxy_pass http://nobody; {"; }
    location ^~ /orders/ {
      proxy_set_header Host $host;
      if ($request_method = POST) { proxy_pass http://orders/v2$request_uri; }
      proxy_pass "http://orders";
    }
    location /rpc { grpc_pass grpc://stock:50051; }
    location ~ \\.php$ { fastcgi_pass php:9000; }
    location /py { uwsgi_pass unix:/run/app.sock; }
  }
}
stream { server { listen 5432; proxy_pass db:5432; } }
`)).toEqual([
    'nginx routes /orders/ http://orders-1:8080/v2?',
    'nginx routes /orders/ http://orders-2:8080/v2?',
    'nginx routes /orders/ http://orders-1:8080',
    'nginx routes /orders/ http://orders-2:8080',
    'nginx routes /rpc grpc://stock:50051',
    'nginx routes \\.php$ php:9000',
    'nginx routes /py unix:/run/app.sock',
    'nginx routes db:5432',
  ]);
});

test('variables: of the file, of the environment, of the request', () => {
  expect(endpointsOf('web/default.conf.template', `
map $http_x_shop $backend { default http://shop-a; ~^b "http://shop-b"; include shops.map; }
server {
  set $upstream catalogue:8080;
  location /a { proxy_pass http://$upstream/api$uri; }
  location /b { proxy_pass http://\${USER_HOST}:8080/; }
  location /c { proxy_pass $scheme://\${PREFIX}-cart; }
  location /d { proxy_pass $backend; }
  location /e { proxy_pass http://$http_host; }
  location /f { proxy_pass http://{{ .Env.X }}:80; }
}`)).toEqual([
    'nginx routes /a http://catalogue:8080/api?',
    'nginx routes /b http://${USER_HOST}:8080/',
    'nginx routes /c http://${PREFIX}-cart',
    'nginx routes /d http://shop-a',
    'nginx routes /d http://shop-b',
    'nginx routes /e http://?',
    'nginx routes /f ?',
  ]);
});

test('an upstream that no directive of its file uses is used by another file', () => {
  expect(endpointsOf('conf.d/upstreams.conf', 'upstream api { server api:3000; }')).toEqual(['nginx routes api:3000']);
});

test('the place of a route is its target', () => {
  const text = 'location / { proxy_pass "http://orders"; }';
  const [fact] = serverConfigExtractor.extract('nginx.conf', text).facts;
  expect(fact && 'site' in fact && text.slice(fact.site.span.start, fact.site.span.end)).toBe('http://orders');
});

test('Lua blocks, half-typed and hostile texts', () => {
  expect(endpointsOf('nginx.conf', "location / { access_by_lua_block { local x = \"}\" .. '{' } proxy_pass http://orders; }")).toEqual(['nginx routes / http://orders']);
  expect(endpointsOf('nginx.conf', 'server { location / { proxy_pass http://ord')).toEqual([]);
  expect(endpointsOf('nginx.conf', 'set $a $b; set $b $a; server { proxy_pass http://$a; }')).toEqual([]);
  expect(endpointsOf('nginx.conf', 'upstream app { server app; } server { proxy_pass http://app; }')).toEqual(['nginx routes http://app']);
  expect(endpointsOf('notes.conf', 'upstream of us there is { nothing')).toEqual([]);
  for (const piece of ['{', '}', '"', '${', 'a {', '\\', '{{', '{%', 'set $a "$a";', ';']) expect(() => nginxDirectives(piece.repeat(20_000))).not.toThrow();
});
