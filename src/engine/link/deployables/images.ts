import type { ElementKind } from '../../model/graph.js';
import { remembered } from '../../model/remembered.js';
import { imageRepository, lastSegment, words } from '../names/names.js';

/** What a well-known image runs. */
export interface ImageRole {
  readonly kind: ElementKind;
  /** Engine of a datastore or broker. */
  readonly engine?: string;
  /** It runs to an end or only makes load. */
  readonly isTask?: boolean;
}

/** Kind, engine, and the last segments (or last two) of the repositories that are it, as published on Docker Hub and by the vendors. */
const DATA: readonly (readonly ['datastore' | 'broker', string, string])[] = [
  ['datastore', 'postgres', 'postgres postgresql postgis timescaledb timescaledb-ha pgvector postgresql-repmgr alpine-postgres supabase/postgres'],
  ['datastore', 'mysql', 'mysql mysql-server percona percona-server'],
  ['datastore', 'mariadb', 'mariadb mariadb-galera'],
  ['datastore', 'mongodb', 'mongo mongodb percona-server-mongodb mongodb-community-server mongodb-sharded documentdb-local ferretdb'],
  ['datastore', 'redis', 'redis redis-stack redis-stack-server redis-cluster valkey keydb dragonfly redis-sentinel redismod'],
  ['datastore', 'memcached', 'memcached'],
  ['datastore', 'elasticsearch', 'elasticsearch'],
  ['datastore', 'opensearch', 'opensearch'],
  ['datastore', 'solr', 'solr'],
  ['datastore', 'cassandra', 'cassandra scylla'],
  ['datastore', 'cockroachdb', 'cockroach cockroachdb'],
  ['datastore', 'mssql', 'mssql mssql/server mssql-server-linux mssql-server sqlserver azure-sql-edge'],
  ['datastore', 'oracle', 'oracle-xe oracle-free oracle-xe-11g database/express database/free'],
  ['datastore', 'minio', 'minio fake-s3 fakes3 s3ninja s3mock'],
  ['datastore', 'seaweedfs', 'seaweedfs'],
  ['datastore', 'rustfs', 'rustfs'],
  ['datastore', 'neo4j', 'neo4j'],
  ['datastore', 'influxdb', 'influxdb'],
  ['datastore', 'clickhouse', 'clickhouse clickhouse-server'],
  ['datastore', 'dynamodb', 'dynamodb-local'],
  ['datastore', 'firestore', 'firestore firestore-emulator'],
  ['datastore', 'couchdb', 'couchdb'],
  ['datastore', 'cosmosdb', 'azure-cosmos-emulator'],
  ['datastore', 'azurite', 'azurite'],
  ['datastore', 'couchbase', 'couchbase couchbase/server'],
  ['datastore', 'arangodb', 'arangodb'],
  ['datastore', 'eventstore', 'eventstore kurrentdb'],
  ['datastore', 'ravendb', 'ravendb'],
  ['datastore', 'qdrant', 'qdrant'],
  ['datastore', 'weaviate', 'weaviate'],
  ['datastore', 'meilisearch', 'meilisearch'],
  ['datastore', 'hazelcast', 'hazelcast'],
  ['datastore', 'ignite', 'apacheignite/ignite'],
  ['datastore', 'yugabyte', 'yugabyte yugabytedb/yugabyte'],
  ['datastore', 'typesense', 'typesense'],
  ['datastore', 'milvus', 'milvusdb/milvus'],
  ['datastore', 'chroma', 'chromadb/chroma'],
  ['datastore', 'surrealdb', 'surrealdb'],
  ['datastore', 'rethinkdb', 'rethinkdb'],
  ['datastore', 'manticore', 'manticoresearch/manticore'],
  ['broker', 'rabbitmq', 'rabbitmq rabbitmq-server'],
  ['broker', 'kafka', 'kafka cp-kafka cp-server confluent-local kafka-native cp-enterprise-kafka fast-data-dev'],
  ['broker', 'redpanda', 'redpanda'],
  ['broker', 'nats', 'nats nats-streaming'],
  ['broker', 'activemq', 'activemq activemq-classic activemq-artemis artemis'],
  ['broker', 'pulsar', 'pulsar'],
  ['broker', 'mosquitto', 'eclipse-mosquitto mosquitto'],
  ['broker', 'vernemq', 'vernemq docker-vernemq'],
  ['broker', 'hivemq', 'hivemq4 hivemq-ce hivemq'],
  ['broker', 'emqx', 'emqx'],
  ['broker', 'nsq', 'nsq'],
  ['broker', 'axonserver', 'axonserver axonserver-enterprise'],
  ['broker', 'centrifugo', 'centrifugo'],
  ['broker', 'mercure', 'mercure'],
  ['broker', 'soketi', 'soketi'],
  ['broker', 'beanstalkd', 'beanstalkd'],
  ['broker', 'servicebus', 'servicebus-emulator'],
  ['broker', 'eventhubs', 'eventhubs-emulator'],
];

const OTHERS: readonly (readonly [ElementKind, string])[] = [
  ['webserver', 'nginx nginx-unprivileged openresty httpd caddy apache lighttpd'],
  ['gateway', 'traefik yarp envoy kong kong-gateway haproxy apisix krakend tyk-gateway express-gateway ambassador emissary apollographql/router apollographql/apollo-runtime cosmo/router graphql-hive/gateway nginxproxy/nginx-proxy jwilder/nginx-proxy nginx-ingress-controller ingress-nginx/controller nginx/nginx-ingress'],
  ['registry', 'consul eureka eureka-server nacos-server nacos spring-cloud-eureka jhipster-registry'],
  ['config', 'istio/pilot flagd unleash-server flipt vault zookeeper cp-zookeeper etcd cp-schema-registry apicurio-registry'],
  ['telemetry', 'jaeger jaegertracing/all-in-one jaeger-all-in-one jaeger-collector jaeger-query zipkin zipkin-slim opentelemetry-collector opentelemetry-collector-contrib '
    + 'opentelemetry-operations-collector prometheus grafana grafana-oss grafana-enterprise loki promtail tempo alertmanager fluentd fluent-bit fluentd-elasticsearch '
    + 'logstash kibana sebp/elk opensearch-dashboards graylog seq filebeat metricbeat apm-server cadvisor node-exporter statsd statsd-exporter graphite graphite-statsd '
    + 'timberio/vector pushgateway weaveworks/scope dozzle pyroscope otel-lgtm docker-otel-lgtm splunk datadog/agent grafana/agent grafana/alloy newrelic-infra elastic-agent skywalking-oap-server '
    + 'skywalking-ui spring-boot-admin dashboard/aspire-dashboard aspire-dashboard healthchecksui uptime-kuma kiali kafka-exporter sentinel-dashboard '
    + 'victoria-metrics mimir thanos cortexproject/cortex buggregator/server glitchtip kube-state-metrics pghero pgwatch2 redis_exporter cloudwatch-agent aws-otel-collector aws-xray-daemon postgres-exporter mysqld-exporter mongodb_exporter blackbox-exporter'],
  ['auth', 'keycloak dexidp/dex oryd/hydra oryd/kratos oryd/keto spicedb openfga permify oauth2-proxy authelia zitadel casdoor fusionauth-app openldap'],
  ['other', 'jhipster-control-center hazelcast/management-center management-center adminer pgadmin4 pgadmin mongo-express phpmyadmin redis-commander redisinsight mailhog maildev mailcatcher mailpit mailslurper smtp4dev '
    + 'postfix kafka-ui kafdrop kafka-manager kafka-manager-docker cmak akhq kafkahq redpanda-console redpandadata/console seata-server xxl-job-admin powerjob-server canal-server canal-admin dubbo-admin rocketmq-dashboard cp-enterprise-control-center kafka-connect cp-kafka-connect '
    + 'debezium/connect debezium/server eventuate-cdc-service cp-kafka-rest portainer portainer-ce watchtower swagger-ui swagger-editor localstack wiremock mockserver '
    + 'standalone-chrome standalone-firefox temporalio/auto-setup temporalio/server temporalio/ui temporalio/web temporalio/admin-tools roadrunner-server/birddog phpldapadmin sonarqube certbot acme-companion letsencrypt-nginx-proxy-companion dapr/dapr daprio/dapr dapr/placement cloudbeaver dbgate omnidb pgbouncer pgpool proxysql gce-proxy cloud-sql-proxy cloudsql-proxy smtp alpine/socat defaultbackend defaultbackend-amd64 aws-alb-ingress-controller aws-load-balancer-controller cert-manager-controller cert-manager-cainjector cert-manager-webhook external-dns cluster-autoscaler metrics-server'],
];

const TASKS = 'rsync locust k6 artilleryio/artillery wrk wrk2 vegeta rakyll/hey jmeter gatling postman/newman flyway liquibase migrate/migrate postgres-backup-local'
  + ' mysql-backup wait-for-it dockerize busybox curlimages/curl minio/mc mssql-tools kubectl kube-webhook-certgen jaeger-cassandra-schema';

/** Containers that stand beside another one and never are a thing of their own. */
const SIDECARS = new Set([
  'proxyv2', 'istio/proxyv2', 'daprd', 'linkerd/proxy', 'proxy-init', 'cloud-sql-proxy', 'gce-proxy', 'cloudsql-proxy', 'envoy-sidecar', 'consul-dataplane', 'vault-agent',
  'kube-rbac-proxy', 'git-sync', 'configmap-reload', 'k8s-sidecar',
]);

const ROLES: ReadonlyMap<string, ImageRole> = buildRoles();

function buildRoles(): Map<string, ImageRole> {
  const roles = new Map<string, ImageRole>();
  for (const [kind, engine, names] of DATA) for (const name of names.split(' ')) roles.set(name, { kind, engine });
  for (const [kind, names] of OTHERS) for (const name of names.split(' ')) roles.set(name, { kind });
  for (const name of TASKS.split(' ')) roles.set(name, { kind: 'other', isTask: true });
  return roles;
}

/** What a well-known image runs; undefined for images nobody knows, which are usually the system's own. */
export const imageRole: (image: string) => ImageRole | undefined = remembered(readRole);

function readRole(image: string): ImageRole | undefined {
  const repository = imageRepository(image);
  return knownRole(repository) ?? variantRole(lastSegment(repository));
}

function knownRole(repository: string): ImageRole | undefined {
  const segments = repository.split('/');
  const last = segments.at(-1) ?? '';
  const bare = last.replace(/-(?:alpine|debian|oss|community|ce|slim|server|enterprise)$/, '');
  return ROLES.get(segments.slice(-2).join('/')) ?? ROLES.get(last) ?? ROLES.get(bare);
}

/** What works on a database, and is none: `postgres-writer`, `mysql-backup`. */
export const AT_WORK = /^(?:reader|writer|worker|consumer|producer|publisher|subscriber|listener|adapter|connector|client|importer|exporter|loader|migrator|migrate|backup|init|seeder|viewer|explorer|monitor|bridge|proxy|relay|sync|syncer|indexer|forwarder|notifier|service|svc|api|rpc|grpc|rest|app|ui|web|operator|controller|admin|tools?|cli|dump|agent|setup|job|test|demo)$/;

/** What people say of how they packed or run a server: `docker-kafka-kraft`, `redis-standalone`. */
const PACKING = /^docker[-_]|[-_](?:docker|kraft|standalone|single(?:[-_]?node)?|cluster|replica(?:[-_]?set)?|broker|sharded|sentinel|image)$/;

/** Somebody's own make of a well-known server: `eventuate-mysql8`, `acme-zookeeper`, `postgres-partman`; an exporter only watches the server that it is called after. */
function variantRole(name: string): ImageRole | undefined {
  if (/[-_]exporter$/.test(name)) return { kind: 'telemetry' };
  const packed = engineNamed(name.replace(PACKING, '').replace(PACKING, ''));
  if (packed !== undefined) return packed;
  const extended = /^(postgres|postgresql|mysql|mariadb)[-_]([a-z]+)$/.exec(name);
  if (extended !== null && !AT_WORK.test(extended[2] ?? '')) return engineNamed(extended[1] ?? '');
  const engine = /[-_]([a-z]+)\d*$/.exec(name)?.[1] ?? '';
  return engine === 'zookeeper' ? ROLES.get(engine) : engineNamed(engine);
}

/** Whether an image is only called after a well-known server: `acme-postgres`. What a team calls so may as well be a program that works with one. */
export function isVariantImage(image: string): boolean {
  return imageRole(image) !== undefined && knownRole(imageRepository(image)) === undefined;
}

/** Whether an image is a helper that stands beside the real container. */
export function isSidecarImage(image: string): boolean {
  const repository = imageRepository(image);
  return SIDECARS.has(repository) || SIDECARS.has(lastSegment(repository)) || /[-_]exporter$/.test(repository);
}

/** The engine that a word names: `postgresql`, `mongo`, `rabbit`; undefined for other words. */
export function engineNamed(word: string): ImageRole | undefined {
  if (word === 'rabbit') return { kind: 'broker', engine: 'rabbitmq' };
  const role = ROLES.get(word) ?? ROLES.get(word.replace(/db$/, ''));
  return role?.engine === undefined ? undefined : role;
}

/** Whether a name only says what a database is: `mysqldb` does, `orders-db` does not. */
export function isCalledAfterKind(name: string): boolean {
  return words(name).every((word) => engineNamed(word.replace(/(?<=.)db$/, '')) !== undefined || /^(?:db|database|sql|sqldata|data|store|server|master|primary|\d+)$/.test(word));
}
