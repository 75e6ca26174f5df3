import { Router } from 'express';
import { placeOrder } from './place-order.js';

export const ordersRoutes = Router();

ordersRoutes.post('/', async (request, response) => {
  response.status(201).json({ id: await placeOrder(request.body.product, request.body.quantity) });
});
