/**
 * What holds where a stand-in is not told otherwise. The service ignores fields that it does not know, since its own
 * clients send some; our tests switch this on, so that no body of ours has one (`test/harness/strictStandIn.ts`).
 */
export const standInDefaults = { strict: false };
