/** Reads Genode system descriptions, HID and XML, into the values of `spec/genode/config.ts`. */
export { readSystem, unreadable, type ReadResult } from "./read.ts";
export { readTree, treeToJson, type ReadTree, type TreeJson } from "./tree.ts";
export { readHid, type TreeResult } from "./hid.ts";
export { readXml } from "./xml.ts";
export { decode, type Decoded } from "./decode.ts";
export { ambiguities } from "./ambiguities.ts";
export {
  attributesMax, depthMax, findingsMax, findingTitles, inputBytesMax, nodesMax, problemTitles, shown,
  type Problem, type ProblemCode, type ReaderCode,
} from "./codes.ts";
