import { channel } from './broker.js';

await channel.assertQueue('notifications.payment-received', { deadLetterExchange: 'failed' });

await channel.consume('notifications.payment-received', (message) => {
  if (message === null) return;
  console.log(`mail for order ${JSON.parse(message.content.toString()).orderId}`);
  channel.ack(message);
});
