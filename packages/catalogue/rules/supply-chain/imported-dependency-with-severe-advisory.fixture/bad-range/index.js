import { load } from "sample-parser";

console.log(load("a"));
