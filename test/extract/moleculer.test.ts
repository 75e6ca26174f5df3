import { expect, test } from 'vitest';
import { moleculerExtractor } from '../../src/engine/extract/moleculer.js';

/** What a file says, one fact each: the service that it is, those that it calls, its events. */
function facts(text: string, path = 'services/orders.service.js'): string[] {
  if (!moleculerExtractor.mayMatch(text)) return [];
  return moleculerExtractor.extract(path, text).facts.map((fact) => {
    if (fact.kind === 'remote-interface') return `${fact.framework} ${fact.role} ${fact.name}`;
    return fact.kind === 'use' ? `${fact.relation} ${fact.channel?.join('') ?? ''}` : fact.kind;
  });
}

test('a service has its version before its name, unless it wants none', () => {
  expect(facts('module.exports = { name: "orders", version: 2, actions: {} };')).toEqual(['moleculer server v2.orders']);
  expect(facts('export default { version: "beta", name: `orders`, methods: {} };')).toEqual(['moleculer server beta.orders']);
  expect(facts('module.exports = { name: "orders", version: 2, settings: { $noVersionPrefix: true } };')).toEqual(['moleculer server orders']);
  expect(facts('module.exports = { name: "orders", actions: { list: { rest: "GET /", graphql: { query: "orders" }, handler() {} } } };')).toEqual([
    'moleculer server orders', 'moleculer-rest server orders', 'moleculer-graphql server orders',
  ]);
});

test('components of Vue look alike and are none', () => {
  expect(facts('export default { name: "order-list", methods: { load() {} } };', 'web/src/components/orders.js')).toEqual([]);
});

test('actions are called by a context, a broker, in lists, to populate, and by a name among the settings', () => {
  expect(facts(`
module.exports = {
  name: "orders",
  settings: { actions: { mail: "mail.send" }, populates: { author: "users.get", stock: { action: "v1.stock.get" } } },
  methods: {
    async run(ctx) {
      await ctx.call("bills.create", {});
      await this.broker.call(
        'card.attachments.list'
      );
      await ctx.mcall([{ action: "pay.start" }]);
      await ctx.call(\`v2.users.\${name}\`);
      await ctx.call(this.settings.actions.mail);
      // await ctx.call("old.list");
      await ctx.call("$node.list");
      this.run.call(this, "one.two");
      return ctx.call(name);
    },
  },
};`).sort()).toEqual([
    'moleculer client bills', 'moleculer client card.attachments', 'moleculer client mail', 'moleculer client pay', 'moleculer client users', 'moleculer client v1.stock', 'moleculer client v2.users',
    'moleculer server orders',
  ]);
});

test('a gateway routes by aliases, by what it lets through, or to all that have routes', () => {
  expect(facts(`module.exports = { name: "api", mixins: [ApiGateway], settings: { routes: [{
    path: "/api", whitelist: ["pay.*", /^math/],
    aliases: { "GET orders/:id": "orders.get", "REST users": "v1.users", "POST login": [check("x"), "auth.login"], "GET /health"(req, res) { res.end("ok"); } },
    autoAliases: true,
  }] } };`)).toEqual(['moleculer server api', 'moleculer-rest client *', 'moleculer client pay', 'moleculer client orders', 'moleculer client v1.users', 'moleculer client auth']);
  expect(facts('const { ApolloService } = require("moleculer-apollo-server");\nmodule.exports = { name: "api", mixins: [ApolloService({})] };')).toEqual(['moleculer server api', 'moleculer-graphql client *']);
});

test('events that a service sends and hears', () => {
  expect(facts('module.exports = { name: "orders", events: { "stock.empty"(ctx) { ctx.emit("order.late"); }, paid: { handler() {} }, "user.*"() {} }, methods: { end() { this.broker.broadcast("cache.clean"); } } };')).toEqual([
    'moleculer server orders', 'subscribes stock.empty', 'subscribes paid', 'publishes order.late', 'publishes cache.clean',
  ]);
});
