import { mentionedLibraries } from '../../../model/hosted-services/index.js';
import type { SourceLanguage } from '../language.js';

/** Packages and functions that facts come from, and what may be a constant or setting that other files use. */
const CANDIDATE = new RegExp([
  '\\bhttp\\.(?:Get|Post|PostForm|Head|NewRequest\\w*|Handle\\w*|NewServeMux)\\b|\\bhttputil\\.NewSingleHostReverseProxy\\b|\\brpc\\.Dial\\w*',
  '"(?:google\\.golang\\.org/grpc|connectrpc\\.com/connect|github\\.com/(?:bufbuild/connect-go|twitchtv/twirp|go-resty/|valyala/fasthttp|parnurzeal/gorequest|hashicorp/go-retryablehttp|dghubble/sling|imroc/req|gorilla/|gin-gonic/|labstack/echo|go-chi/|gofiber/|julienschmidt/|sony/gobreaker|afex/hystrix-go))',
  '"(?:database/sql|gorm\\.io/|entgo\\.io/|xorm\\.io/|go\\.mongodb\\.org/|gopkg\\.in/|github\\.com/(?:jmoiron/|jackc/|jinzhu/|go-pg/|uptrace/|globalsign/mgo|go-redis/|redis/|gomodule/|garyburd/|bradfitz/|gocql/|elastic/|olivere/|neo4j/|influxdata/|minio/|ClickHouse/|go-sql-driver/))',
  '"(?:go\\.etcd\\.io/|go\\.temporal\\.io/|cloud\\.google\\.com/go/pubsub|github\\.com/(?:Azure/|rabbitmq/|streadway/|wagslane/|Shopify/sarama|IBM/sarama|segmentio/|confluentinc/|twmb/|nats-io/|ThreeDotsLabs/|dapr/|aws/aws-sdk-go|eclipse/paho|hibiken/|apache/(?:pulsar|thrift)|nsqio/|RichardKnop/machinery|go-kratos/|zeromicro/|tal-tech/|go-kit/|micro/))|"go-micro\\.dev/',
  '"(?:go\\.opentelemetry\\.io/otel/exporters|github\\.com/(?:openzipkin/|uber/jaeger|fluent/|DataDog/))|\\bent\\.Open\\b',
  '\\bos\\.(?:Getenv|LookupEnv)\\b|\\bviper\\.\\w|\\b(?:env(?:config)?|conf):"|\\bNew\\w+(?:Protobuf|JSON)Client\\(',
  '["`][a-z][a-z0-9+.-]{0,20}://|["`][\\w.-]{1,100}:\\d{2,5}["`/]|@tcp\\(',
  // Constructors that are passed an address, and calls of wrappers around clients.
  '\\bfunc New\\w*\\([^)\\n]{0,200}\\bstring\\b|\\.(?:Dial|NewClient)\\w*\\(|\\.Database\\(',
  '(?:^|\\n)(?:\\t|const |var )\\w+(?:\\s+string)?\\s*=\\s*["`]',
  mentionedLibraries('go'),
].join('|'));

/** Go. */
export const go: SourceLanguage = {
  id: 'go',
  grammar: 'go',
  files: /\.go$/,
  notInProduction: /_test\.go$|\.(?:pb|pb\.gw|gen|generated|twirp)\.go$|(?:^|\/)(?:zz_generated|mock_)[^/]*\.go$|(?:^|\/)(?:vendor|testdata|mocks?|testing|e2e|third_party)\//,
  candidate: CANDIDATE,
};
