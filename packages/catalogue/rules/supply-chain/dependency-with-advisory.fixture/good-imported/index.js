import { load } from "sample-logger";

console.log(load("a"));
