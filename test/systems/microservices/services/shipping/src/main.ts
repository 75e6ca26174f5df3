import { channel } from './broker.js';
import { database } from './database.js';

await channel.assertQueue('shipping.order-placed', { deadLetterExchange: 'failed' });

await channel.consume('shipping.order-placed', async (message) => {
  if (message === null) return;
  const { orderId, items } = JSON.parse(message.content.toString());
  await database.query('INSERT INTO parcels (order_id, items) VALUES ($1, $2) ON CONFLICT DO NOTHING', [orderId, items]);
  channel.ack(message);
});
