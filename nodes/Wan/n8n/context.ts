import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** Where the service is asked from: an execution, a poll of the trigger, a list in the editor. */
export type StudioContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Where videos are stored: not while a list is open in the editor. */
export type StoringContext = IExecuteFunctions | IPollFunctions;
