import type { HostedService } from './service.js';

/** Payments, messages, models, sign-on and the like, each from a company of its own. */
export const COMPANIES: readonly HostedService[] = [
  {
    id: 'stripe', name: 'Stripe', aliases: ['stripe api', 'api.stripe.com', 'stripe.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)stripe\.com$/, standIns: /stripe/,
    clients: {
      java: [['com.stripe', /^com\.stripe\.(?:model\.[\w.]+\.(?:create|retrieve|list|search)|StripeClient)$/]],
      csharp: [['Stripe', /(?:^|\.)(?:Stripe\.(?:\w+\.)?\w+Service|Stripe\.StripeClient|(?:PaymentIntent|Charge|Customer|Refund|Session|Subscription)Service\(\)\.Create(?:Async)?|StripeClient)$/]],
      go: [['github.com/stripe/stripe-go', /^github\.com\/stripe\/stripe-go(?:\/v\d+)?(?:\/[\w/]+\.(?:New|Get|List|API\(\)\.Init)|\.NewClient)$/]],
      python: [['stripe', /^stripe\.(?:StripeClient|(?:\w+\.)+(?:create|retrieve|list|search|modify)(?:_async)?)$/]],
      php: [['Stripe', /(?:^|\.)Stripe\.(?:StripeClient|(?:\w+\.)*\w+\.(?:create|retrieve|all))$/]],
      ruby: [['Stripe', /^Stripe\.(?:StripeClient|(?:\w+\.)+(?:create|retrieve|list))$/]],
      rust: [['stripe', /^(?:async_)?stripe\.Client\.new$/]],
      typescript: [['stripe', /^\w*$/]],
    },
  },
  {
    id: 'paypal', name: 'PayPal', aliases: ['paypal api', 'paypal.com', 'api.paypal.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)paypal\.com$/, standIns: /paypal/,
    clients: {
      java: [['paypal', /(?:^|\.)(?:PayPalHttpClient|com\.paypal\.base\.rest\.APIContext)$/]],
      csharp: [['PayPal', /(?:^|\.)(?:PayPalHttpClient|PayPal\.Api\.APIContext)$/]],
      go: [['paypal', /\/paypal(?:sdk)?(?:\/v\d+)?\.NewClient$/]],
      python: [['paypal', /^paypalrestsdk\.(?:configure|Api)$|^paypalcheckoutsdk\.core\.PayPalHttpClient$/]],
      php: [['PayPal', /(?:^|\.)(?:PayPalHttpClient|PayPal\.Rest\.ApiContext)$/]],
      ruby: [['PayPal', /^PayPal\.PayPalHttpClient$/]],
      typescript: [['@paypal/checkout-server-sdk', /(?:^|\.)PayPalHttpClient$/], ['@paypal/paypal-server-sdk', /^Client$/], ['paypal-rest-sdk', /(?:^|\.)configure$/]],
    },
  },
  {
    id: 'braintree', name: 'Braintree', aliases: ['braintree payments'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)braintree(?:gateway|-api)\.com$/,
    clients: {
      java: [['braintree', /(?:^|\.)BraintreeGateway$/]], csharp: [['Braintree', /(?:^|\.)BraintreeGateway$/]], python: [['braintree', /^braintree\.BraintreeGateway$/]],
      php: [['Braintree', /(?:^|\.)Braintree\.Gateway$/]], ruby: [['Braintree', /^Braintree\.Gateway$/]], go: [['braintree', /\/braintree-go\.New$/]], typescript: [['braintree', /(?:^|\.)(?:BraintreeGateway|connect)$/]],
    },
  },
  {
    id: 'twilio', name: 'Twilio', aliases: ['twilio api', 'api.twilio.com', 'twilio.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)twilio\.com$/,
    clients: {
      java: [['twilio', /^com\.twilio\.Twilio\.init$/]], csharp: [['Twilio', /(?:^|\.)(?:TwilioClient\.Init|TwilioRestClient)$/]], go: [['twilio', /\/twilio-go\.NewRestClient(?:WithParams)?$/]],
      python: [['twilio', /^twilio\.rest\.Client$/]], php: [['Twilio', /(?:^|\.)Twilio\.Rest\.Client$/]], ruby: [['Twilio', /^Twilio\.REST\.Client$/]], typescript: [['twilio', /^\w*$/]],
    },
  },
  {
    id: 'sendgrid', name: 'SendGrid', aliases: ['sendgrid api', 'twilio sendgrid', 'api.sendgrid.com', 'sendgrid.net'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)sendgrid\.(?:com|net)$/,
    clients: {
      java: [['sendgrid', /(?:^|\.)SendGrid$/]], csharp: [['SendGrid', /(?:^|\.)SendGridClient$|\.AddSendGrid$/]], go: [['sendgrid', /\/sendgrid-go\.NewSendClient$/]], python: [['sendgrid', /^sendgrid\.SendGridAPIClient$/]],
      php: [['SendGrid', /(?:^|\.)SendGrid$/]], ruby: [['SendGrid', /^SendGrid\.API$/]], typescript: [['@sendgrid/mail', /(?:^|\.)send(?:Multiple)?$/]],
    },
  },
  {
    id: 'mailgun', name: 'Mailgun', aliases: ['mailgun api', 'api.mailgun.net', 'mailgun.org'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)mailgun\.(?:net|org|com)$/,
    clients: {
      go: [['mailgun', /\/mailgun-go(?:\/v\d+)?\.NewMailgun$/]], php: [['Mailgun', /(?:^|\.)Mailgun\.Mailgun\.create$/]], ruby: [['Mailgun', /^Mailgun\.Client$/]],
      typescript: [['mailgun.js', /\.client$/], ['nodemailer-mailgun-transport', /^\w*$/]],
    },
  },
  {
    id: 'postmark', name: 'Postmark', aliases: ['postmark api', 'postmarkapp.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)postmarkapp\.com$/,
    clients: {
      java: [['postmarkapp', /(?:^|\.)Postmark\.getApiClient$/]], csharp: [['Postmark', /(?:^|\.)PostmarkClient$/]], python: [['postmark', /^(?:postmarker\.core\.PostmarkClient|postmark\.PMMail)$/]],
      php: [['Postmark', /(?:^|\.)Postmark\.PostmarkClient$/]], ruby: [['Postmark', /^Postmark\.ApiClient$/]], typescript: [['postmark', /(?:^|\.)ServerClient$/]],
    },
  },
  {
    id: 'auth0', name: 'Auth0', aliases: ['auth0.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)auth0\.com$/,
    clients: {
      java: [['auth0', /^com\.auth0\.client\.(?:auth\.AuthAPI|mgmt\.ManagementAPI)(?:\.newBuilder)?$/]], csharp: [['Auth0', /(?:^|\.)(?:Management|Authentication)ApiClient$|\.AddAuth0WebAppAuthentication$/]],
      go: [['auth0', /\/go-auth0(?:\/v\d+)?\/(?:management|authentication)\.New$/]], python: [['auth0', /^auth0(?:\.v3)?\.(?:management|authentication)\.\w+$/]],
      typescript: [['auth0', /^(?:Management|Authentication)Client$/], ['@auth0/nextjs-auth0', /^(?:handleAuth|initAuth0|Auth0Client)$/]],
    },
  },
  {
    id: 'okta', name: 'Okta', aliases: ['okta.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)okta(?:preview)?\.com$/,
    clients: {
      java: [['okta', /^com\.okta\.sdk\.client\.Clients\.builder\(\)[\w.()]*\.build$/]], csharp: [['Okta', /(?:^|\.)OktaClient$|\.AddOkta(?:Mvc|WebApi)$/]], go: [['okta', /\/okta-sdk-golang(?:\/v\d+)?\/okta\.NewClient$/]],
      python: [['okta', /^okta\.client\.Client$/]], typescript: [['@okta/okta-sdk-nodejs', /(?:^|\.)Client$/]],
    },
  },
  {
    id: 'openai', name: 'OpenAI', aliases: ['openai api', 'open ai', 'api.openai.com', 'chatgpt'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)openai\.com$/, endpointVariables: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'], standIns: /openai|\bllm\b|ollama|vllm|localai|litellm/,
    clients: {
      java: [['openai', /^com\.(?:openai\.client\.okhttp\.OpenAIOkHttpClient(?:\.fromEnv|\.builder\(\)[\w.()]*\.build)|theokanning\.openai\.service\.OpenAiService)$/], ['langchain4j', /(?:^|\.)OpenAi\w*Model\.builder\(\)[\w.()]*\.build$/]],
      csharp: [['OpenAI', /^OpenAI\.(?:OpenAIClient|\w+\.\w+Client)$/], ['SemanticKernel', /\.AddOpenAI\w+$/]],
      go: [['openai', /\/(?:go-openai\.NewClient(?:WithConfig)?|openai-go(?:\/v\d+)?\.NewClient|langchaingo\/llms\/openai\.New)$/]],
      python: [['openai', /^openai\.(?:(?:Async)?OpenAI|(?:ChatCompletion|Completion|Embedding|Image)\.a?create)$/], ['langchain', /^langchain_openai\.(?:Chat)?OpenAI\w*$/], ['semantic_kernel', /^semantic_kernel\.connectors\.ai\.open_ai\.OpenAI\w+$/]],
      php: [['OpenAI', /(?:^|\.)OpenAI\.client$/]], ruby: [['OpenAI', /^OpenAI\.Client$/]], rust: [['async_openai', /^async_openai\.Client\.(?:new|with_config)$/]],
      typescript: [['openai', /^(?!Azure)\w*$/], ['@langchain/openai', /^(?:Chat)?OpenAI\w*$/], ['@ai-sdk/openai', /^(?:openai|createOpenAI)$/]],
    },
  },
  {
    id: 'anthropic', name: 'Anthropic', aliases: ['anthropic api', 'claude', 'api.anthropic.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)anthropic\.com$/, endpointVariables: ['ANTHROPIC_BASE_URL'],
    clients: {
      java: [['anthropic', /(?:^|\.)AnthropicOkHttpClient(?:\.fromEnv|\.builder\(\)[\w.()]*\.build)$/]], csharp: [['Anthropic', /^Anthropic(?:\.SDK)?\.AnthropicClient$/]], go: [['anthropic', /\/anthropic-sdk-go\.NewClient$/]],
      python: [['anthropic', /^anthropic\.(?:Async)?Anthropic$|^langchain_anthropic\.ChatAnthropic$/]], ruby: [['Anthropic', /^Anthropic\.Client$/]], typescript: [['@anthropic-ai/sdk', /^\w*$/], ['@langchain/anthropic', /^ChatAnthropic$/]],
    },
  },
  {
    id: 'cohere', name: 'Cohere', aliases: ['cohere api', 'api.cohere.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)cohere\.(?:com|ai)$/,
    clients: { go: [['cohere', /\/cohere-go(?:\/v\d+)?\/client\.NewClient$/]], python: [['cohere', /^cohere\.(?:Async)?Client(?:V2)?$/]], typescript: [['cohere-ai', /^CohereClient(?:V2)?$/]] },
  },
  {
    id: 'hugging-face', name: 'Hugging Face', aliases: ['huggingface', 'huggingface.co', 'hugging face hub'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)huggingface\.co$/,
    clients: { python: [['huggingface_hub', /^huggingface_hub\.(?:Async)?InferenceClient$/]], typescript: [['@huggingface/inference', /^(?:HfInference|InferenceClient)$/]] },
  },
  {
    id: 'slack', name: 'Slack', aliases: ['slack api', 'slack.com'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)slack\.com$/,
    clients: {
      java: [['slack', /^com\.slack\.api\.Slack\.getInstance$/]], go: [['slack-go', /^github\.com\/slack-go\/slack\.(?:New|PostWebhook\w*)$/]], python: [['slack_', /^slack_sdk\.(?:web\.)?(?:\w+\.)?(?:Async)?WebClient$|^slack_bolt\.(?:Async)?App$/]],
      ruby: [['Slack', /^Slack\.(?:Web\.Client|Notifier)$/]], csharp: [['Slack', /(?:^|\.)SlackClient$/]], typescript: [['@slack/web-api', /^WebClient$/], ['@slack/webhook', /^IncomingWebhook$/], ['@slack/bolt', /^App$/]],
    },
  },
  {
    id: 'telegram', name: 'Telegram', aliases: ['telegram bot api', 'api.telegram.org', 'telegram.org'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)telegram\.org$/,
    clients: {
      go: [['bot-api', /\/telegram-bot-api(?:\/v\d+)?\.NewBotAPI$/], ['telebot', /\/telebot\.v\d+\.NewBot$/]], python: [['telegram', /^telegram\.Bot$/], ['telebot', /^telebot\.(?:Async)?TeleBot$/], ['aiogram', /^aiogram\.Bot$/]], csharp: [['Telegram.Bot', /(?:^|\.)TelegramBotClient$/]],
      php: [['Telegram', /(?:^|\.)Telegram\.Bot\.Api$/]], typescript: [['telegraf', /^Telegraf$/], ['node-telegram-bot-api', /^\w*$/], ['grammy', /^Bot$/]],
    },
  },
  {
    id: 'github', name: 'GitHub API', aliases: ['github', 'api.github.com'], relation: 'calls', protocol: 'http', hosts: /^api\.github\.com$/,
    clients: {
      java: [['kohsuke', /^org\.kohsuke\.github\.GitHub(?:\.connect\w*|Builder\(\)[\w.()]*\.build)$/]], csharp: [['Octokit', /(?:^|\.)GitHubClient$/]], go: [['google/go-github', /\/go-github(?:\/v\d+)?\/github\.NewClient$/]], python: [['from github', /^github\.Github$/]],
      php: [['Github', /(?:^|\.)Github\.Client$/]], ruby: [['Octokit', /^Octokit\.Client$/]], rust: [['octocrab', /^octocrab\.Octocrab\.builder\(\)[\w.()]*\.build$/]], typescript: [['@octokit/rest', /^Octokit$/], ['octokit', /^Octokit$/], ['@octokit/core', /^Octokit$/]],
    },
  },
  {
    id: 'gitlab', name: 'GitLab API', aliases: ['gitlab', 'gitlab.com'], relation: 'calls', protocol: 'http', hosts: /^gitlab\.com$/, standIns: /gitlab/,
    clients: { go: [['gitlab', /\/(?:go-gitlab|client-go)\.NewClient$/]], python: [['gitlab', /^gitlab\.Gitlab$/]], typescript: [['@gitbeaker/rest', /^Gitlab$/]] },
  },
  {
    id: 'sentry', name: 'Sentry', aliases: ['sentry.io'], relation: 'telemetry', protocol: 'http', hosts: /(?:^|\.)sentry\.io$/, standIns: /sentry/, clients: {},
  },
  {
    id: 'datadog', name: 'Datadog', aliases: ['datadoghq.com', 'datadog api'], relation: 'telemetry', protocol: 'http', hosts: /(?:^|\.)datadoghq\.(?:com|eu)$/, clients: {},
  },
  {
    id: 'new-relic', name: 'New Relic', aliases: ['newrelic', 'newrelic.com'], relation: 'telemetry', protocol: 'http', hosts: /(?:^|\.)(?:newrelic\.com|nr-data\.net)$/,
    clients: { go: [['newrelic', /\/go-agent\/v\d+\/newrelic\.NewApplication$/]], python: [['newrelic', /^newrelic\.agent\.initialize$/]] },
  },
  {
    id: 'algolia', name: 'Algolia', aliases: ['algolia search', 'algolia.net'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)algolia(?:net)?\.(?:com|net)$/,
    clients: {
      java: [['algolia', /^com\.algolia\.\w+\.(?:SearchClient|DefaultSearchClient\.create)$/]], csharp: [['Algolia', /^Algolia\.Search\.Clients\.SearchClient$/]], go: [['algolia', /\/algoliasearch-client-go(?:\/v\d+)?\/algolia\/search\.NewClient$/]],
      python: [['algoliasearch', /^algoliasearch\.search_client\.SearchClient\.create$|^algoliasearch\.search\.client\.SearchClient(?:Sync)?$/]], php: [['Algolia', /(?:^|\.)Algolia\.AlgoliaSearch\.(?:Api\.)?SearchClient\.create$/]], ruby: [['Algolia', /^Algolia\.(?:Search\.Client\.create|SearchClient\.create)$/]],
      typescript: [['algoliasearch', /^\w*$/], ['algoliasearch/lite', /^\w*$/]],
    },
  },
  {
    id: 'cloudinary', name: 'Cloudinary', aliases: ['cloudinary.com', 'api.cloudinary.com'], relation: 'stores', protocol: 'http', hosts: /(?:^|\.)cloudinary\.com$/,
    clients: {
      java: [['cloudinary', /^com\.cloudinary\.Cloudinary$/]], csharp: [['Cloudinary', /(?:^|\.)CloudinaryDotNet\.Cloudinary$/]], go: [['cloudinary', /\/cloudinary-go(?:\/v\d+)?\.New(?:FromParams|FromURL)?$/]],
      python: [['cloudinary', /^cloudinary\.(?:config|uploader\.upload)$/]], php: [['Cloudinary', /(?:^|\.)Cloudinary\.Cloudinary$/]], ruby: [['Cloudinary', /^Cloudinary\.Uploader\.upload$/]], typescript: [['cloudinary', /(?:^|\.)(?:config|uploader\.upload(?:_stream)?)$/]],
    },
  },
  {
    id: 'launchdarkly', name: 'LaunchDarkly', aliases: ['launchdarkly.com', 'launch darkly'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)launchdarkly\.com$/,
    clients: {
      java: [['launchdarkly', /^com\.launchdarkly\.sdk\.server\.LDClient$/]], csharp: [['LaunchDarkly', /(?:^|\.)LdClient$/]], go: [['launchdarkly', /\/go-server-sdk(?:\/v\d+)?\.Make(?:Custom)?Client$/]], python: [['ldclient', /^ldclient\.set_config$/]],
      ruby: [['LaunchDarkly', /^LaunchDarkly\.LDClient$/]], typescript: [['@launchdarkly/node-server-sdk', /(?:^|\.)init$/], ['launchdarkly-node-server-sdk', /(?:^|\.)init$/]],
    },
  },
];
