import { beforeAll, describe, expect, it } from 'vitest';
import { csharpExtractor } from '../../src/engine/extract/code/csharp/index.js';
import { goExtractor } from '../../src/engine/extract/code/go/index.js';
import { javaExtractor } from '../../src/engine/extract/code/java/index.js';
import { phpExtractor } from '../../src/engine/extract/code/php/index.js';
import { pythonExtractor } from '../../src/engine/extract/code/python/index.js';
import { rubyExtractor } from '../../src/engine/extract/code/ruby/index.js';
import { rustExtractor } from '../../src/engine/extract/code/rust/index.js';
import { typescriptExtractor } from '../../src/engine/extract/typescript/index.js';
import type { Extractor } from '../../src/engine/model/facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('java', 'c-sharp', 'go', 'python', 'php', 'ruby', 'rust'));

/** Relation, service and target of the uses of hosted services in a file. */
function hosted(extractor: Extractor, path: string, text: string): string[] {
  expect(extractor.mayMatch(text)).toBe(true);
  return extractor.extract(path, text).facts.flatMap((fact) => (fact.kind === 'use' && fact.hosted !== undefined ? [[fact.relation, fact.hosted, ...(fact.target ? [JSON.stringify(fact.target)] : [])].join(' ')] : []));
}

describe('hosted services are known by the calls that open their clients', () => {
  it('Java', () => {
    const text = `
      import software.amazon.awssdk.services.s3.S3Client;
      import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
      import com.stripe.model.PaymentIntent;
      import com.google.cloud.storage.*;
      class Orders {
        private final S3Client s3 = S3Client.builder().region(Region.EU_WEST_1).build();
        DynamoDbClient dynamo() { return DynamoDbClient.builder().endpointOverride(URI.create("http://carts-db:8000")).build(); }
        void pay() { PaymentIntent.create(params); }
        void file() { Storage storage = StorageOptions.getDefaultInstance().getService(); }
      }`;
    expect(hosted(javaExtractor, 'orders/src/main/java/Orders.java', text)).toEqual([
      'stores amazon-s3', 'stores amazon-dynamodb ["http://carts-db:8000"]', 'calls stripe', 'stores google-cloud-storage',
    ]);
  });

  it('C#', () => {
    const text = `
      using Amazon.S3;
      class Files {
        void Run() {
          var s3 = new AmazonS3Client(new AmazonS3Config { ServiceURL = "http://minio:9000" });
        }
      }`;
    expect(hosted(csharpExtractor, 'orders/Files.cs', text)).toEqual(['stores amazon-s3 ["http://minio:9000"]']);
    const other = `
      using Google.Cloud.Spanner.Data; using Stripe;
      class Orders {
        void Run() {
          var spanner = new SpannerConnection(connection);
          new PaymentIntentService().Create(options);
        }
      }`;
    expect(hosted(csharpExtractor, 'orders/Orders.cs', other)).toEqual(['stores cloud-spanner', 'calls stripe']);
  });

  it('Go', () => {
    const text = `package main
import (
  "cloud.google.com/go/profiler"
  "cloud.google.com/go/firestore"
  "github.com/aws/aws-sdk-go-v2/service/s3"
  "github.com/stripe/stripe-go/v76/paymentintent"
)
func main() {
  profiler.Start(profiler.Config{Service: "orders"})
  store, _ := firestore.NewClient(ctx, "shop")
  client := s3.NewFromConfig(cfg)
  paymentintent.New(params)
}`;
    expect(hosted(goExtractor, 'orders/main.go', text)).toEqual(['calls google-cloud-operations', 'stores firestore', 'stores amazon-s3', 'calls stripe']);
  });

  it('Python', () => {
    const text = `
import boto3, stripe
from openai import OpenAI
from langchain_google_genai import ChatGoogleGenerativeAI
from google.cloud import storage
s3 = boto3.client("s3")
table = boto3.resource("dynamodb", endpoint_url="http://dynamodb:8000")
model = OpenAI(base_url="http://llm:8000/v1")
chat = ChatGoogleGenerativeAI(model="gemini-1.5-flash")
files = storage.Client()
stripe.PaymentIntent.create(amount=3)
`;
    expect(hosted(pythonExtractor, 'orders/main.py', text)).toEqual([
      'stores amazon-s3', 'stores amazon-dynamodb ["http://dynamodb:8000"]', 'calls openai ["http://llm:8000/v1"]', 'calls google-gemini', 'stores google-cloud-storage', 'calls stripe',
    ]);
  });

  it('PHP', () => {
    const text = `<?php
use Aws\\S3\\S3Client;
use Stripe\\StripeClient;
use Google\\Cloud\\Storage\\StorageClient;
$s3 = new S3Client(['endpoint' => 'http://minio:9000']);
$stripe = new StripeClient($key);
$files = new StorageClient();
`;
    expect(hosted(phpExtractor, 'orders/index.php', text)).toEqual(['stores amazon-s3 ["http://minio:9000"]', 'calls stripe', 'stores google-cloud-storage']);
  });

  it('Ruby', () => {
    const text = `
s3 = Aws::S3::Client.new(region: 'eu-west-1')
Stripe::Charge.create(amount: 3)
files = Google::Cloud::Storage.new
sms = Twilio::REST::Client.new(sid, token)
`;
    expect(hosted(rubyExtractor, 'orders/app.rb', text)).toEqual(['stores amazon-s3', 'calls stripe', 'stores google-cloud-storage', 'calls twilio']);
  });

  it('Rust', () => {
    const text = `
use aws_sdk_s3::Client;
async fn main() {
  let s3 = Client::new(&config);
  let dynamo = aws_sdk_dynamodb::Client::new(&config);
  let model = async_openai::Client::new();
}`;
    expect(hosted(rustExtractor, 'orders/src/main.rs', text)).toEqual(['stores amazon-s3', 'stores amazon-dynamodb', 'calls openai']);
  });

  it('TypeScript', () => {
    const text = `
import { S3Client } from '@aws-sdk/client-s3';
import Stripe from 'stripe';
import OpenAI from 'openai';
import { BlobServiceClient } from '@azure/storage-blob';
import { Spanner } from '@google-cloud/spanner';
new S3Client({ endpoint: 'http://minio:9000' });
new Stripe(process.env.STRIPE_KEY);
new OpenAI();
BlobServiceClient.fromConnectionString(process.env.BLOBS);
new Spanner({ projectId: 'shop' });
`;
    expect(hosted(typescriptExtractor, 'orders/index.ts', text)).toEqual([
      'stores amazon-s3 ["http://minio:9000"]', 'calls stripe', 'calls openai', 'stores azure-blob-storage [{"hole":"environment","name":"BLOBS"}]', 'stores cloud-spanner',
    ]);
  });
});
