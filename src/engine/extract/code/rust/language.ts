import { mentionedLibraries } from '../../../model/hosted-services/index.js';
import type { SourceLanguage } from '../language.js';

/** Crates that facts come from, and what may be a constant or setting that other files use. */
const CANDIDATE = new RegExp([
  '\\b(?:reqwest\\w*|hyper\\w*|ureq|isahc|surf|awc|tonic|tonic_\\w+|tokio_tungstenite|tungstenite|lettre|opentelemetry_otlp|sentry)::',
  '\\b(?:sqlx|diesel\\w*|sea_orm|tokio_postgres|postgres|deadpool_\\w+|bb8_\\w+|mysql_async|mysql|mongodb|redis|fred|scylla|cdrs_tokio|elasticsearch|memcache|neo4rs|clickhouse|influxdb2?|s3|minio)::',
  '\\b(?:lapin|amqprs|rdkafka|kafka|rskafka|async_nats|nats|rumqttc|paho_mqtt|pulsar|aws_sdk_(?:sqs|sns)|google_cloud_pubsub|azservicebus|dapr)::',
  '\\b(?:axum|actix_web|rocket|warp|poem|salvo)::|#\\[(?:get|post|put|patch|delete)\\(',
  '\\benv::var|\\bdotenvy?::var|\\benvy::|\\bconfig::|#\\[(?:arg|clap|structopt)\\(|\\w+Client::connect\\(',
  '(?:const|static)\\s+[A-Z]\\w*\\s*:\\s*&|"[a-z][a-z0-9+.-]{0,20}://|"[\\w.-]{1,100}:\\d{2,5}["/]',
  mentionedLibraries('rust'),
].join('|'));

/** Rust. */
export const rust: SourceLanguage = {
  id: 'rust',
  grammar: 'rust',
  files: /\.rs$/,
  notInProduction: /(?:^|\/)(?:tests?|benches|examples|target|vendor)\/|(?:^|\/)(?:build|tests?)\.rs$|_tests?\.rs$/,
  candidate: CANDIDATE,
};
