import { beforeAll, describe, expect, test } from 'vitest';
import { csharpExtractor } from '../../src/engine/extract/code/csharp/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('c-sharp'));

/** Facts of top-level statements, as in Program.cs. */
function program(body: string): string[] {
  return factsOf(csharpExtractor, 'src/Orders/Program.cs', body);
}

/** Facts of a class body. */
function inClass(body: string, head = 'class Orders'): string[] {
  return factsOf(csharpExtractor, 'src/Orders/Orders.cs', `namespace Shop.Orders;\n${head}\n{\n${body}\n}`);
}

describe('HTTP clients', () => {
  test('HttpClient: base address and time-out may be set where it is made', () => {
    expect(inClass(`
      private readonly HttpClient _http = new() { BaseAddress = new Uri("http://stock:8080"), Timeout = TimeSpan.FromSeconds(5) };
      Task<Item[]> Items(int id) => _http.GetFromJsonAsync<Item[]>($"/items/{id}");
      Task Add(Item item) => _http.PostAsJsonAsync("items", item);
    `)).toEqual([
      'calls http GET http://stock:8080/items/${?} (http-client) timeout=5000',
      'calls http POST http://stock:8080/items (http-client) timeout=5000',
    ]);
  });

  test('HttpRequestMessage: method and address of the request; a client that has a name in the factory was set up elsewhere', () => {
    const pay = (name: string): unknown => inClass(`
      private readonly IHttpClientFactory _factory;
      async Task Pay() {
        var client = _factory.CreateClient(${name});
        var request = new HttpRequestMessage(HttpMethod.Put, "http://pay/payments");
        await client.SendAsync(request);
      }
    `);
    expect(pay('')).toEqual(['calls http PUT http://pay/payments (http-client)']);
    expect(pay('"payments"')).toEqual(['calls http PUT http://pay/payments (http-client) timeout=?']);
  });

  test('typed clients: address, time-out and policies stand in the registration', () => {
    expect(program(`
      builder.Services.AddHttpClient<IStock, Stock>(c => { c.BaseAddress = new Uri(builder.Configuration["Services:Stock"]!); c.Timeout = TimeSpan.FromSeconds(3); })
        .AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(4, n => TimeSpan.FromSeconds(n)))
        .AddTransientHttpErrorPolicy(p => p.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));
      builder.Services.AddHttpClient("pay", c => c.BaseAddress = new Uri("https+http://pay")).AddStandardResilienceHandler();
    `)).toEqual([
      'calls http ${config:services.stock} (http-client) timeout=3000 retries=4 breaker',
      'calls http https+http://pay (http-client) timeout=30000 retries=3 breaker',
    ]);
  });

  test('a client that is injected gets its base address in the constructor', () => {
    expect(inClass(`
      public Stock(IConfiguration config, HttpClient client) {
        var host = config.GetSection("Services").GetValue<string>("Stock");
        client.BaseAddress = new Uri($"http://{host}/api");
        _api = RestService.For<IStock>(client);
      }
    `)).toEqual(['calls http http://${config:services.stock}/api (http-client)']);
  });

  test('Refit, RestSharp and Flurl', () => {
    expect(inClass(`
      IStock api = RestService.For<IStock>("http://stock");
      RestClient rest = new RestClient(new RestClientOptions("http://pay") { Timeout = TimeSpan.FromSeconds(2) });
      Task<Item> Get() => "http://items".AppendPathSegment("all").WithTimeout(7).GetJsonAsync<Item>();
    `)).toEqual([
      'calls http http://stock (refit)',
      'calls http http://pay (restsharp) timeout=2000',
      'calls http GET http://items/all (flurl) timeout=7000',
    ]);
  });

  test('a policy of Polly around a call counts', () => {
    expect(inClass(`
      private readonly HttpClient _http = new HttpClient();
      private readonly AsyncPolicy _policy = Policy.Handle<Exception>().CircuitBreakerAsync(2, TimeSpan.FromMinutes(1));
      Task Ping() => _policy.ExecuteAsync(() => _http.GetAsync("http://stock/ping"));
    `)).toEqual(['calls http GET http://stock/ping (http-client) breaker']);
  });

  test('what cannot be known is not said: a path without a base, an address from elsewhere', () => {
    expect(inClass(`
      private readonly HttpClient _http;
      public Orders(HttpClient http) { _http = http; }
      Task A() => _http.GetAsync("/items");
      Task B(Order o) => _http.GetAsync(o.Url);
    `)).toEqual([]);
  });
});

describe('configuration and environment', () => {
  test.each([
    ['config["Stock:Url"]', '${config:stock.url}'],
    ['config.GetSection("Stock")["Url"]', '${config:stock.url}'],
    ['config.GetValue<string>("Stock:Url", "http://stock")', '${config:stock.url:-http://stock}'],
    ['config.GetSection("Stock:Url").Value', '${config:stock.url}'],
    ['config.GetConnectionString("Stock")', '${config:connectionstrings.stock}'],
    ['config["Stock:Url"] ?? "http://stock"', '${config:stock.url:-http://stock}'],
    ['Environment.GetEnvironmentVariable("STOCK_URL")', '${env:STOCK_URL}'],
    ['string.Format("http://{0}:{1}", config["Stock:Host"], 80)', 'http://${config:stock.host}:80'],
  ])('%s', (written, read) => {
    expect(inClass(`void M(IConfiguration config) { var channel = GrpcChannel.ForAddress(${written}); }`)).toEqual([`calls grpc ${read} (grpc) timeout=?`]);
  });
});

describe('databases', () => {
  test('Entity Framework, drivers, caches and Aspire integrations', () => {
    expect(program(`
      builder.Services.AddDbContext<OrdersContext>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Orders")));
      var mongo = new MongoClient("mongodb://mongo:27017").GetDatabase("carts");
      builder.Services.AddStackExchangeRedisCache(o => { o.Configuration = "cache:6379,ssl=false"; });
      builder.AddSqlServerDbContext<StockContext>("stock");
    `)).toEqual([
      'stores sql ${config:connectionstrings.orders} (npgsql)',
      'stores mongodb mongodb://mongo:27017 database=carts (mongodb)',
      'stores redis cache:6379 (redis)',
      'stores sql ${config:connectionstrings.stock} (sqlserver)',
    ]);
  });
});

describe('brokers', () => {
  test('RabbitMQ: host of the factory, exchange or queue of the call', () => {
    expect(inClass(`
      void Send(byte[] body) {
        var factory = new ConnectionFactory { HostName = "rabbitmq" };
        using var connection = factory.CreateConnection();
        using var channel = connection.CreateModel();
        channel.BasicPublish(exchange: "", routingKey: "orders", body: body);
      }
    `)).toEqual(['publishes amqp rabbitmq channel=orders (rabbitmq)']);
  });

  test('MassTransit: the host of the transport, messages by their types', () => {
    expect(program(`
      services.AddMassTransit(x => {
        x.AddConsumer<OrderPlacedConsumer>();
        x.UsingRabbitMq((context, cfg) => { cfg.Host("rabbitmq", "/", h => h.Username("guest")); });
      });
    `)).toEqual(['subscribes stream (masstransit)', 'subscribes amqp rabbitmq (masstransit)']);
    expect(program(`
      services.AddMassTransit(x => {
        x.AddConsumers(typeof(OrderPlacedConsumer).Assembly);
        x.AddSagaStateMachine<OrderStateMachine, OrderState>().MongoDbRepository(r => { r.Connection = "mongodb://mongo"; r.DatabaseName = "orders"; });
        x.AddSagaStateMachine<BillStateMachine, BillState>().MongoDbRepository("mongodb://bills", r => { });
        x.AddSagaStateMachine<StockStateMachine, StockState>().RedisRepository(r => r.DatabaseConfiguration("cache"));
        x.UsingInMemory((context, cfg) => cfg.UseMessageData(new MongoDbMessageDataRepository("mongodb://files", "attachments")));
      });
      services.AddKafka(kafka => kafka.AddConsumer(consumer => consumer.Topic("orders")));
    `)).toEqual([
      'subscribes stream (masstransit)', 'subscribes stream (masstransit)', 'stores mongodb mongodb://mongo (masstransit)', 'subscribes stream (masstransit)', 'stores mongodb mongodb://bills (masstransit)',
      'subscribes stream (masstransit)', 'stores redis cache (masstransit)', 'stores mongodb mongodb://files database=attachments (masstransit message data)',
    ]);
    expect(inClass('public Task Consume(ConsumeContext<OrderPlaced> context) => context.Publish(new OrderBilled(1));', 'class Billing : IConsumer<OrderPlaced>')).toEqual([
      'publishes stream channel=OrderBilled (masstransit)', 'subscribes stream channel=OrderPlaced (masstransit) after-work prefetch=(16) dead-letter',
    ]);
  });

  test('Kafka: servers of the configuration, topics of the calls', () => {
    expect(inClass(`
      void Run() {
        var config = new ConsumerConfig { BootstrapServers = "kafka:9092", GroupId = "orders" };
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("payments");
      }
    `)).toContain('subscribes kafka kafka:9092 channel=payments (confluent-kafka) group=orders periodic prefetch=(100000)');
  });

  test('SignalR: instances of a hub meet in Redis', () => {
    expect(program('builder.Services.AddSignalR().AddMessagePackProtocol().AddStackExchangeRedis("cache:6379,ssl=true");\nservices.AddSignalR().AddRedis(configuration.GetConnectionString("Backplane"));'))
      .toEqual(['stores redis cache:6379 (redis)', 'stores redis ${config:connectionstrings.backplane} (redis)']);
  });

  test('Dapr before version 1.0 knew one component for messages: topics alone', () => {
    expect(inClass(`
      private readonly DaprClient _dapr;
      Task A(Order order) => _dapr.PublishEventAsync("orders", order);
      Task B() => _dapr.PublishEventAsync("pubsub", "orders");
      [Topic("payments")] [HttpPost("paid")] public void Paid(Payment p) { }
    `)).toEqual(['publishes dapr channel=orders (dapr)', 'publishes dapr pubsub channel=orders (dapr)', 'subscribes dapr channel=payments (dapr)', 'serves POST /paid (aspnet)']);
  });

  test('Dapr: applications, topics and components', () => {
    expect(inClass(`
      private readonly DaprClient _dapr;
      Task A() => _dapr.InvokeMethodAsync<Item>(HttpMethod.Get, "stock", "items");
      Task B() => _dapr.PublishEventAsync("pubsub", "orders", new Order());
      HttpClient C() => DaprClient.CreateInvokeHttpClient("pay");
      [Topic("pubsub", "payments")] [HttpPost("paid")] public void Paid(Payment p) { }
    `)).toEqual([
      'calls http GET http://stock (dapr) timeout=?',
      'publishes dapr pubsub channel=orders (dapr)',
      'calls http http://pay (dapr) timeout=?',
      'subscribes dapr pubsub channel=payments (dapr)',
      'serves POST /paid (aspnet)',
    ]);
  });
});

test('HTTP calls of a Dapr sidecar are what it does with them', () => {
  expect(inClass(`
    private readonly HttpClient _http = new HttpClient();
    private string _port = Environment.GetEnvironmentVariable("DAPR_HTTP_PORT");
    Task A() => _http.GetAsync($"http://localhost:{_port}/v1.0/invoke/stock/method/items");
    Task B() => _http.PostAsync("http://localhost:3500/v1.0/publish/pubsub/orders", null);
    Task C() => _http.PostAsync("http://localhost:3500/v1.0/state/statestore", null);
  `)).toEqual(['calls http GET http://stock/items (http-client)', 'publishes dapr POST pubsub channel=orders (http-client)', 'stores dapr POST statestore (http-client)']);
});

test('mail and telemetry', () => {
  expect(inClass(`
    void M(string host) { using (var client = new SmtpClient("mail", 25)) { client.Send(x); }
      new LoggerConfiguration().WriteTo.Console().WriteTo.Seq("http://seq:5341"); }
  `)).toEqual(['calls smtp mail (smtp)', 'calls http http://seq:5341 (serilog) fallback']);
});

test('routes of controllers and of minimal APIs', () => {
  expect(inClass('[HttpGet("{id}")] public Item Get(int id) => null; [HttpPost] public void Add() { }', '[ApiController, Route("api/[controller]")] class OrdersController : ControllerBase'))
    .toEqual(['serves GET /api/Orders/{id} (aspnet)', 'serves POST /api/Orders (aspnet)']);
  expect(program('var items = app.MapGroup("/items"); items.MapGet("/{id}", (int id) => 1); app.MapPost("/orders", Add);'))
    .toEqual(['serves GET /items/{id} (aspnet)', 'serves POST /orders (aspnet)']);
});

test('the server of identities that checks of tokens and logins ask; what else is called an authority is none', () => {
  expect(program(`
    builder.Services.AddAuthentication().AddJwtBearer(options => { options.Authority = builder.Configuration["Identity:Url"]; options.Audience = "orders"; });
    builder.Services.AddAuthentication("cookie").AddCookie("cookie").AddOpenIdConnect("oidc", options => { options.Authority = "https://localhost:5001"; });
    var policy = new Policy(); policy.Authority = "http://stock";
  `)).toEqual(['calls http ${config:identity.url} (oidc) timeout=? fallback', 'calls http https://localhost:5001 (oidc) timeout=? fallback']);
});

test('requests that are passed on as they come', () => {
  expect(program(`
    app.MapForwarder("/orders/{**rest}", "http://orders");
    app.MapRemoteBffApiEndpoint("/api", "http://localhost:5000").RequireAccessToken(TokenType.User);
  `)).toEqual(['calls http http://orders (yarp) timeout=?', 'calls http http://localhost:5000 (yarp) timeout=?']);
});
