/** Stack of a thread, in MB: parser and evaluator recurse as deeply as the code that they read is nested. */
export const STACK_MB = 256;
