import express from 'express';
import { billingRoutes } from './modules/billing/index.js';
import { catalogRoutes } from './modules/catalog/index.js';
import { ordersRoutes } from './modules/orders/index.js';

const app = express();
app.use(express.json());
app.use('/catalog', catalogRoutes);
app.use('/orders', ordersRoutes);
app.use('/billing', billingRoutes);
app.listen(3000);
