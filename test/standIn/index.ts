export * from './types';
export { startStandIn } from './server';
