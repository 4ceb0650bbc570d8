export { main } from "../text-model/train.ts";
