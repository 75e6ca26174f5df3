import { channel } from './broker.js';
import { database } from './database.js';

await channel.assertQueue('payments.order-placed', { deadLetterExchange: 'failed' });
await channel.assertQueue('notifications.payment-received', { deadLetterExchange: 'failed' });

await channel.consume('payments.order-placed', async (message) => {
  if (message === null) return;
  const { orderId } = JSON.parse(message.content.toString());
  await database.query('INSERT INTO payments (order_id) VALUES ($1) ON CONFLICT DO NOTHING', [orderId]);
  channel.sendToQueue('notifications.payment-received', Buffer.from(JSON.stringify({ orderId })));
  channel.ack(message);
});
