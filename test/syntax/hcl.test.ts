import { expect, test } from 'vitest';
import { hclEntries } from '../../src/engine/syntax/hcl.js';

test('blocks with labels, objects, lists and repeated blocks become paths; calls and references say nothing', () => {
  const text = `
# comment = "no"
service "web" {
  name = "web" // the name
  port = 8080
  proxy {
    upstreams = [{ destination_name = "orders", local_bind_port = 9191 }, { destination_name = "stock" }]
    config = { protocol : "http" }
  }
  proxy { upstreams { destination_name = "users" } }
  tags = ["a", var.tag, lower("B", "C"), "d"]
  secret = env("TOKEN", "none")
  notes = <<EOF
x = "not an entry of note"
EOF
}
`;
  const entries = hclEntries(text);
  expect(entries.map(({ path, text: value }) => `${path} ${value}`)).toEqual([
    'service/web/name web', 'service/web/port 8080',
    'service/web/proxy/upstreams/destination_name orders', 'service/web/proxy/upstreams/local_bind_port 9191', 'service/web/proxy/upstreams/destination_name stock',
    'service/web/proxy/config/protocol http',
    'service/web/proxy#2/upstreams/destination_name users',
    'service/web/tags a', 'service/web/tags d',
  ]);
  for (const { text: value, span } of entries) expect(text.slice(span.start, span.end)).toBe(value);
});

test('what nothing closes ends nowhere', () => {
  expect(hclEntries('a { b = "c"')).toHaveLength(1);
  expect(hclEntries('}}} ]] a = "b"').map(({ path }) => path)).toEqual(['a']);
  expect(hclEntries('{'.repeat(10_000)).length).toBe(0);
});
