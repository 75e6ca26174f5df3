import { beforeAll, describe, expect, test } from 'vitest';
import { csharpExtractor } from '../../src/engine/extract/code/csharp/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('c-sharp'));

function facts(text: string): string[] {
  return factsOf(csharpExtractor, 'src/Orders/Orders.cs', text);
}

function inClass(body: string): string[] {
  return facts(`namespace Shop;\nclass Orders {\n${body}\n}`);
}

describe('RabbitMQ', () => {
  test('how messages are taken, and what queues do with those that fail', () => {
    expect(inClass(`
      void Run(IModel channel) {
        channel.BasicQos(0, 10, false);
        channel.QueueDeclare("orders", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });
        channel.QueueDeclare(queue: "plain", durable: true, exclusive: false, autoDelete: false, arguments: null);
        channel.BasicConsume(queue: "orders", autoAck: true, consumer: consumer);
      }
    `)).toEqual([
      'subscribes amqp channel=orders (rabbitmq) on-delivery prefetch=10',
      'declares amqp orders dead-letter (rabbitmq)',
      'declares amqp plain (rabbitmq)',
    ]);
  });

  test('a channel from elsewhere may be limited there; a binding names the exchange', () => {
    expect(inClass(`
      void Run(IChannel channel) {
        channel.QueueDeclareAsync("orders");
        channel.QueueBindAsync("orders", "shop", "");
        channel.BasicConsumeAsync("orders", false, consumer);
      }
    `)).toEqual([
      'subscribes amqp channel=shop (rabbitmq)',
      'subscribes amqp channel=orders (rabbitmq) after-work prefetch=?',
      'declares amqp orders from=shop (rabbitmq)',
    ]);
  });
});

describe('buses that route by the type of a message', () => {
  test.each([
    ['IPublishEndpoint bus', 'bus.Publish<OrderPlaced>(new { Id = 1 });', 'publishes stream channel=OrderPlaced (masstransit)'],
    ['IMessageSession session', 'session.Send(new ShipOrder());', 'publishes stream channel=ShipOrder (nservicebus)'],
    ['ICapPublisher cap', 'cap.PublishAsync("order.placed", order);', 'publishes stream channel=order.placed (cap)'],
    ['IAmACommandProcessor processor', 'processor.PostAsync(new OrderPlaced());', 'publishes stream channel=OrderPlaced (brighter)'],
    ['IEventBus bus', 'bus.PublishAsync(new OrderPlacedIntegrationEvent());', 'publishes stream channel=OrderPlacedIntegrationEvent (event-bus)'],
    ['IEventBus bus', 'var placed = OrderPlaced.Of(1); bus.PublishAsync(placed);', 'publishes stream channel=OrderPlaced (event-bus)'],
    ['IEventBus bus', 'bus.PublishAsync(MakeEvent());', 'publishes stream (event-bus)'],
    ['WolverineOptions o', 'o.ListenToRabbitQueue("orders");', 'subscribes stream channel=orders (wolverine)'],
    ['IEventBusBuilder bus', 'bus.AddSubscription<OrderPaid, OrderPaidHandler>();', 'subscribes stream channel=OrderPaid (event-bus)'],
  ])('%s: %s', (parameter, code, fact) => {
    expect(inClass(`void Run(${parameter}) { ${code} }`)).toEqual([fact]);
  });

  test('a condition decides which of two types is sent', () => {
    expect(inClass(`
      void Run(IEventBus bus, bool isPaid) {
        IntegrationEvent paid;
        if (isPaid) paid = new OrderPaid(1); else paid = new OrderFailed(1);
        bus.PublishAsync(paid);
        bus.PublishAsync(isPaid ? new Accepted() : new Rejected());
      }
    `)).toEqual(['OrderPaid', 'OrderFailed', 'Accepted', 'Rejected'].map((type) => `publishes stream channel=${type} (event-bus)`));
  });

  test('handlers by type and by attribute; what a mediator passes on leaves no service', () => {
    expect(facts(`
      class A : IConsumer<OrderPlaced> {}
      class B : IHandleMessages<ShipOrder> {}
      class C : IIntegrationEventHandler<OrderPaid> {}
      class D { [CapSubscribe("order.placed", Group = "billing")] public void On(Order order) {} }
      class E : INotificationHandler<Something> { void F(IMediator mediator) { mediator.Publish(new Something()); } }
      class G<TEvent> : IConsumer<TEvent> {}
    `)).toEqual([
      'subscribes stream channel=OrderPlaced (masstransit) after-work prefetch=(16) dead-letter',
      'subscribes stream channel=ShipOrder (nservicebus) after-work prefetch=(16) dead-letter',
      'subscribes stream channel=OrderPaid (event-bus) after-work prefetch=(16) dead-letter?',
      'subscribes stream channel=order.placed (cap) group=billing after-work prefetch=(16)',
    ]);
  });
});

describe('options', () => {
  test('a section that is read into an object: its properties are keys', () => {
    expect(inClass(`
      async Task A(IConfiguration configuration, HttpClient client) {
        var stock = configuration.GetSection("Stock").Get<StockOptions>();
        await client.GetAsync(stock.BaseUrl);
      }
    `)).toContain('calls http GET ${config:stock.baseurl} (http-client) timeout=?');
  });

  test('injected options: the class stands for what another file binds it to', () => {
    expect(inClass(`
      private readonly StockOptions _options;
      public Orders(IOptions<StockOptions> options) { _options = options.Value; }
      Task A(HttpClient client) => client.GetAsync(_options.Url + "/items");
      Task B(HttpClient client, IOptionsSnapshot<StockOptions> current) => client.GetAsync(current.Value.Rates.Url);
    `)).toEqual(['calls http GET ${constant:StockOptions#url}/items (http-client) timeout=?', 'calls http GET ${constant:StockOptions#rates.url} (http-client) timeout=?']);
  });

  test.each([
    'services.Configure<StockOptions>(configuration.GetSection("Shop:Stock"));',
    'services.AddOptions<StockOptions>().Bind(configuration.GetSection("Shop:Stock"));',
    'services.AddOptions<StockOptions>().BindConfiguration("Shop:Stock");',
  ])('%s', (code) => {
    expect(inClass(`void Run(IServiceCollection services, IConfiguration configuration) { ${code} }`)).toEqual(['constant StockOptions.* = ${config:shop.stock}']);
  });

  test.each([
    ['services.AddValidatedOptions<StockOptions>();', 'stockoptions'],
    ['builder.Services.AddValidatedOptions<StockOptions>(nameof(StockOptions));', 'stockoptions'],
    ['var stock = configuration.BindOptions<StockOptions>("Shop:Stock");', 'shop.stock'],
  ])('extension methods of teams: %s', (code, section) => {
    expect(inClass(`void Run(IServiceCollection services, IConfiguration configuration) { ${code} }`)).toEqual([`constant StockOptions.* = \${config:${section}}`]);
  });
});
