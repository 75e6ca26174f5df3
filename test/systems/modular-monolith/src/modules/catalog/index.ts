export { findProduct, type Product } from './products.js';
export { catalogRoutes } from './routes.js';
