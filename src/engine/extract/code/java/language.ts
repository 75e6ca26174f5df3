import { mentionedLibraries } from '../../../model/hosted-services/index.js';
import type { SourceLanguage } from '../language.js';

/** Annotations and types that facts come from; `\b`-bounded, for licence headers and names are full of parts of them. */
const CANDIDATE = new RegExp([
  '@(?:FeignClient|EnableOAuth2Sso|SpringBootApplication|QuarkusMain|HttpExchange|Client|GrpcClient|KafkaClient|RabbitClient|NatsClient|JMSProducer|PulsarProducerClient|MqttPublisher|MqttSubscriber|ConfigMapping|DubboReference|DubboService|GrpcService|LoadBalanced|Value|ConfigurationProperties|RegisterRestClient|RestController|Controller|Path|Enable[A-Z]\\w*Server\\w*|EnableZuulProxy|EnableZuulServer|EnableHystrixDashboard|EnableTurbine\\w*)\\b',
  '@(?:(?:Get|Post|Put|Patch|Delete|Request|Message)Mapping|(?:Get|Post|Put|Patch|Delete|Http)Exchange|GET|POST|PUT|PATCH|DELETE|HTTP|Get|Post|Put|Patch|Delete|Incoming|Outgoing|Channel|StreamListener|\\w*Listener|\\w*Listeners)\\b',
  '\\b(?:\\w*RestTemplate|RestOperations|RestClient|WebClient|OkHttpClient|HttpClient|CloseableHttpClient|HttpClients|Retrofit|ManagedChannelBuilder|NettyChannelBuilder|Grpc|ClientBuilder|UriComponentsBuilder|DiscoveryClient|EurekaClient|LoadBalancerClient|Unirest|AsyncHttpClient|HttpURLConnection|openConnection|\\w*RequestBuilder|armeria|thrift|FeignBuilder|Feign|HttpServiceProxyFactory)\\b',
  '\\b\\w*(?:KafkaTemplate|KafkaOperations|KafkaProducer|KafkaProducerRecord|ReceiverOptions|ProducerRecord|KafkaConsumer|KafkaStreams|StreamsBuilder|KafkaSender|RabbitTemplate|AmqpTemplate|RabbitMessagingTemplate|AmqpAdmin|QueueBuilder|BindingBuilder|JmsTemplate|StreamBridge|MessageChannel|ConnectionFactory|RedisTemplate|StreamOperations|PulsarClient|PulsarTemplate|MqttClient|MqttAsyncClient|SqsClient|SqsAsyncClient|AmazonSQS\\w*|SnsClient|SnsAsyncClient|AmazonSNS\\w*|SqsOperations|NotificationMessagingTemplate|QueueMessagingTemplate|JMSContext|ChannelTopic|PatternTopic|jnats|nats|SqsTemplate|SnsTemplate|ServiceBus\\w+|EventHub\\w+|PubSubTemplate|ProjectTopicName|TopicName|ProjectSubscriptionName|SubscriptionName|\\w*DomainEventPublisher|DomainEventHandlersBuilder|CommandHandlersBuilder|SagaCommandHandlersBuilder|CommandWithDestination\\w*|CommandEndpointBuilder|CommandProducer|MessageProducer|MessageListenerContainer|rabbitmq\\.client)\\b',
  '\\b(?:DriverManager|MongoClients?|JedisPool|JedisCluster|Jedis|RedisClient|Redisson|CqlSession|HikariConfig|HikariDataSource|DataSourceBuilder|\\w*ConnectionFactory\\w*|RestHighLevelClient|ElasticsearchClient|GraphDatabase|InfluxDB\\w*|MinioClient|S3Client|SpringApplication|RouteLocator(?:Builder)?|exposed|KMongo|Jdbi|ConnectionFactories|\\w*DataSource|MongoClientURI|ConnectionString|ServerAddress|HostAndPort|RedisURI|Redis\\w*Configuration|HttpHost|ClientConfiguration|addContactPoints?|jersey)\\b',
  '@(?:HystrixCommand|CircuitBreaker|SentinelResource)\\b|\\b(?:Reactive)?CircuitBreakerFactory\\b|\\bCircuitBreakerRegistry\\b|\\bCircuitBreakerOperator\\b',
  '\\bnew\\s+Queue\\(',
  '\\bString\\s+[A-Z][A-Z0-9_]*\\s*=\\s*"',
  '@Bean\\b(?:[^;{}]{0,200})\\b(?:Supplier|Consumer|Function)<',
  '\\bSystem\\.getenv\\b|\\b(?:(?:static\\s+final|final\\s+static)\\s+String|const\\s+val|io\\.ktor\\.client)\\b|"[\\w:+.-]{2,40}://',
  mentionedLibraries('java'),
].join('|'));

/** Java. */
export const java: SourceLanguage = {
  id: 'java',
  grammar: 'java',
  files: /\.java$/,
  notInProduction: /(?:^|\/)(?:src\/(?:it|testFixtures|jmh|[\w-]*[tT]ests?)|tests?|testing|generated(?:-sources)?|target|build)\/|(?:Tests?|IT|TestCase|Spec)\.java$/,
  candidate: CANDIDATE,
};

/** Kotlin on the JVM: the same libraries. */
export const kotlin: SourceLanguage = {
  id: 'kotlin',
  grammar: 'kotlin',
  files: /\.kt$/,
  notInProduction: /(?:^|\/)(?:src\/(?:it|testFixtures|jmh|[\w-]*[tT]ests?)|tests?|testing|generated(?:-sources)?|target|build)\/|(?:Tests?|IT|TestCase|Spec)\.kt$/,
  candidate: CANDIDATE,
};
